import sys

from benchmarks.bench import main

if __name__ == "__main__":  # workers import this file as __mp_main__
    sys.exit(main())
