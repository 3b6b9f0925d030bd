"""What goes by itself at night."""

from datetime import datetime

from tsunagu.community.actions.forgetting import erase_ended_posts, forget_letters
from tsunagu.kernel.jobs.queue import every


# At three at night in Japan.
@every("0 18 * * *", "community.forget")
def forget(*, at: datetime) -> None:
    """Erase the words of posts and letters that ended long enough ago."""
    erase_ended_posts(at=at)
    forget_letters(at=at)
