import torch

torch.set_num_threads(1)  # as in every worker: bits are compared, and threads would wait for each other
