"""The real worker, until the queue is empty."""

from django.db import connection
from procrastinate.contrib.django import app


def carry_out_the_queue() -> None:
    """Do what is due now, in a thread with a connection of its own, as in production."""
    # Unlike a real worker's, this thread ends with the queue: its connection must not outlive a job.
    kept, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], 0
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(
                wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
            )
    finally:
        connection.settings_dict["CONN_MAX_AGE"] = kept
