"""What may be written where everybody reads, and who may decide."""

from tsunagu.community.models import Appeal
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.japanese.alarm import sounds_alarming
from tsunagu.kernel.japanese.personal import Personal, personal_parts


def tells_who(text: str) -> tuple[Personal, ...]:
    """What in a text would tell strangers who somebody is; such a text is not taken."""
    return personal_parts(text)


def is_urgent(*texts: str) -> bool:
    """Whether a moderator should read it before everything else."""
    return any(sounds_alarming(text) for text in texts)


def may_decide_appeal(user: User, appeal: Appeal) -> bool:
    """Another person than who decided before."""
    return appeal.against.by_id != user.id
