"""Years of a district with known truth, judged by the product: how early it warns, how rarely it is wrong."""
