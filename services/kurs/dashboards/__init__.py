"""Grafana's dashboards, built from a few words each; `kurs docs` writes them to `deploy/grafana/dashboards`."""
