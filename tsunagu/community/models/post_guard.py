# ruff: noqa: S608 - the SQL of a trigger is made of our own steps and permissions
"""What the database itself keeps of a post: its steps, its words, and the door of its topic."""

from tsunagu.community.choices import STEPS
from tsunagu.community.models.security import MODERATES, REFUSE
from tsunagu.kernel.database.row_security import RECEIPT

_ARROWS = ", ".join(f"('{before}', '{after}', '{actor}')" for before, after, actor in sorted(STEPS))

BEGINS = f"""
    IF NEW.state <> 'waiting' OR NEW.erased_at IS NOT NULL THEN
        RAISE EXCEPTION 'post: it begins waiting' {REFUSE};
    END IF;
    RETURN NEW;
"""

# Words change in two ways only: by the writer while nobody has decided, and by being erased.
MOVES = f"""
    IF ROW(NEW.municipality_id, NEW.kind, NEW.topic_id, NEW.service_id, NEW.organisation_id,
           NEW.receipt_hash, NEW.written_at)
       IS DISTINCT FROM
       ROW(OLD.municipality_id, OLD.kind, OLD.topic_id, OLD.service_id, OLD.organisation_id,
           OLD.receipt_hash, OLD.written_at) THEN
        RAISE EXCEPTION 'post: what it belongs to stays' {REFUSE};
    END IF;
    IF current_setting('tsunagu.system', true) = 'on' THEN actors := array_append(actors, 'system'); END IF;
    IF NEW.receipt_hash = {RECEIPT} THEN actors := array_append(actors, 'writer'); END IF;
    IF {MODERATES} THEN actors := array_append(actors, 'moderator'); END IF;
    IF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM (VALUES {_ARROWS}) AS arrow (before, after, actor)
        WHERE before = OLD.state AND after = NEW.state AND actor = ANY(actors)
    ) THEN
        RAISE EXCEPTION 'post: no step from % to % for %', OLD.state, NEW.state, actors {REFUSE};
    END IF;
    IF ROW(NEW.title, NEW.text, NEW.display_name) IS DISTINCT FROM ROW(OLD.title, OLD.text, OLD.display_name)
       AND NOT (OLD.state = 'waiting' AND NEW.state = 'waiting' AND 'writer' = ANY(actors))
       AND NOT (NEW.erased_at IS NOT NULL AND NEW.text = '' AND NEW.title = '' AND NEW.display_name = '')
    THEN
        RAISE EXCEPTION 'post: its words stay as they were decided on' {REFUSE};
    END IF;
    RETURN NEW;
"""

# A topic is open exactly while its opening post is shown; with it, its replies come and go.
OPENS_TOPIC = """
    UPDATE community_topic SET is_shown = (NEW.state = 'shown') WHERE id = NEW.topic_id;
    RETURN NULL;
"""
TOPIC_FOLLOWS = f"""
    IF NEW.is_shown <> EXISTS (
        SELECT 1 FROM community_post AS p
        WHERE p.topic_id = NEW.id AND p.kind = 'opening' AND p.state = 'shown'
    ) THEN
        RAISE EXCEPTION 'topic: it is shown with its opening post' {REFUSE};
    END IF;
    RETURN NEW;
"""
