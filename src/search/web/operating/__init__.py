"""What an operator sees of the web face and bounds it by: log, figures, limits, proxies."""
