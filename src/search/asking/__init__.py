"""What may be asked: the parameters of searches and lists with their limits, whoever asks, the web or an assistant."""
