"""The guide for vendors of offices' software: written by hand, with tables made from the code."""
