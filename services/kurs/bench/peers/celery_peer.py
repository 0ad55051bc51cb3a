"""Celery: a task an event, over Redis. ``python -m`` this module with a number puts so many tasks into the queue."""

import os
import sys

from celery import Celery

from services.kurs.bench.peers.tasks import tasks
from services.kurs.bench.peers.work import REDIS, count

app = Celery(broker=os.environ[REDIS].replace("unix://", "redis+socket://", 1))
# Late, as the product does it: a task is acknowledged after its commit.
app.conf.update(task_ignore_result=True, task_acks_late=True, worker_hijack_root_logger=False)
count_event = app.task(name="count")(count)

if __name__ == "__main__":
    for task in tasks(int(sys.argv[1])):
        count_event.delay(*task)
