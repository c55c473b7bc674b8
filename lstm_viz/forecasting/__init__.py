"""Forecasts, judged beside the simple methods. The folder is not named after `lv.forecast`: it would hide it."""
