"""Tells people what there is to tell: by mail, by signed webhooks, and through Alertmanager."""
