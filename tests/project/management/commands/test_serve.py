"""`tsunagu serve` does not share its port with a stranger."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_a_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]

        with pytest.raises(CommandError, match=f"ポート {port} は使われています。PORT="):
            call_command("serve", "--host", "127.0.0.1", "--port", str(port))
