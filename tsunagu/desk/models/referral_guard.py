# ruff: noqa: S608 - the SQL of a trigger is made of our own statuses
"""The database's own word on hand-overs: triggers that no `.update()` and no raw SQL gets round.

The task's trigger checks every step against `desk_transition_rule` and moves the family's owner with it, in
the same statement, so that there is no moment at which nobody holds the family.
"""

import pgtrigger

from tsunagu.desk.models.referral_choices import ALIVE, ENDED, WORKING, TaskStatus


def _list(statuses: tuple[TaskStatus, ...]) -> str:
    return ", ".join(f"'{status.value}'" for status in statuses)


_WHO = """
    IF current_setting('tsunagu.system', true) = 'on' THEN actors := array_append(actors, 'system'); END IF;
    IF nullif(current_setting('tsunagu.link', true), '')::uuid = NEW.id THEN
        actors := array_append(actors, 'link');
    END IF;
    IF NEW.source_id = ANY(mine) THEN actors := array_append(actors, 'source'); END IF;
    IF NEW.target_id = ANY(mine) THEN actors := array_append(actors, 'target'); END IF;
    IF NEW.coordinator_id = ANY(mine) THEN actors := array_append(actors, 'coordinator'); END IF;
"""

_DECLARE = [
    ("actors", "text[] := '{}'"),
    ("mine", "uuid[] := coalesce(nullif(current_setting('tsunagu.organisations', true), ''), '{}')::uuid[]"),
    ("me", "uuid := nullif(current_setting('tsunagu.user', true), '')::uuid"),
]

_REFUSE = "USING ERRCODE = 'check_violation'"

_TASK_STEP = f"""
    IF OLD.status IN ({_list(ENDED)}) THEN
        RAISE EXCEPTION 'referral task: % is an end', OLD.status {_REFUSE};
    END IF;
    IF ROW(NEW.referral_id, NEW.source_id, NEW.coordinator_id, NEW.target_id, NEW.replaces_id,
           NEW.municipality_id)
       IS DISTINCT FROM
       ROW(OLD.referral_id, OLD.source_id, OLD.coordinator_id, OLD.target_id, OLD.replaces_id,
           OLD.municipality_id) THEN
        RAISE EXCEPTION 'referral task: its parties do not change' {_REFUSE};
    END IF;
    {_WHO}
    IF NEW.status <> OLD.status THEN
        IF NOT EXISTS (
            SELECT 1 FROM desk_transition_rule AS r
            WHERE r.from_status = OLD.status AND r.to_status = NEW.status AND r.actor = ANY(actors)
              AND (NOT r.needs_reason OR NEW.status_reason <> '')
              AND (NOT r.needs_outcome OR NEW.outcome <> '')
              AND (NOT r.needs_person OR NEW.accepted_name <> '')
              AND (cardinality(r.only_from_business) = 0 OR OLD.business_status = ANY(r.only_from_business))
        ) THEN
            RAISE EXCEPTION 'referral task: no step from % to % for %', OLD.status, NEW.status, actors
                {_REFUSE};
        END IF;
        IF NEW.status = 'requested' AND NOT EXISTS (
            SELECT 1 FROM desk_referralpackage AS p WHERE p.task_id = NEW.id
        ) THEN
            RAISE EXCEPTION 'referral task: nothing is sent without its legal basis' {_REFUSE};
        END IF;
        IF NEW.status = 'accepted' AND NEW.accepted_by_id IS DISTINCT FROM me THEN
            RAISE EXCEPTION 'referral task: one accepts in one''s own name' {_REFUSE};
        END IF;
    ELSIF ROW(NEW.accepted_by_id, NEW.accepted_name, NEW.outcome) IS DISTINCT FROM
          ROW(OLD.accepted_by_id, OLD.accepted_name, OLD.outcome) THEN
        RAISE EXCEPTION 'referral task: who and what came of it change with the status' {_REFUSE};
    END IF;
    IF NEW.business_status <> OLD.business_status
       AND NOT (NEW.status = 'requested' AND OLD.status <> 'requested' AND NEW.business_status = '') THEN
        IF NEW.status <> OLD.status OR NEW.status NOT IN ({_list(WORKING)}) OR NOT EXISTS (
            SELECT 1 FROM desk_business_transition_rule AS r
            WHERE r.from_business = OLD.business_status AND r.to_business = NEW.business_status
              AND r.actor = ANY(actors)
        ) THEN
            RAISE EXCEPTION 'referral task: no step from "%" to "%" for %', OLD.business_status,
                NEW.business_status, actors {_REFUSE};
        END IF;
    END IF;
    UPDATE desk_referral AS r SET
        owner_organisation_id =
            CASE WHEN NEW.status IN ({_list(WORKING)}) THEN NEW.target_id ELSE r.coordinator_id END,
        owner_person_id =
            CASE WHEN NEW.status IN ({_list(WORKING)}) THEN NEW.accepted_by_id ELSE r.desk_person_id END,
        owner_name = CASE WHEN NEW.status IN ({_list(WORKING)}) THEN NEW.accepted_name ELSE r.desk_name END,
        owned_since = CASE
            WHEN NEW.status IN ({_list(WORKING)}) <> (OLD.status IN ({_list(WORKING)})) THEN NEW.moved_at
            ELSE r.owned_since END,
        next_action = CASE WHEN NEW.status = 'completed' THEN '' ELSE NEW.next_action END,
        next_action_on = CASE WHEN NEW.status = 'completed' THEN NULL ELSE NEW.next_action_on END,
        closed_at = CASE WHEN NEW.status = 'completed' THEN NEW.moved_at END,
        closing = CASE WHEN NEW.status = 'completed' THEN 'completed' ELSE '' END
    WHERE r.id = NEW.referral_id AND r.closed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'referral task: its need is closed or out of sight' {_REFUSE};
    END IF;
    RETURN NEW;
"""

_TASK_BEGINNING = f"""
    {_WHO}
    IF NOT actors && ARRAY['source', 'coordinator', 'system'] THEN
        RAISE EXCEPTION 'referral task: only who asks may begin one' {_REFUSE};
    END IF;
    IF NEW.status <> 'draft' OR NEW.business_status <> '' OR NEW.accepted_name <> '' THEN
        RAISE EXCEPTION 'referral task: it begins as a draft' {_REFUSE};
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM desk_referral AS r
        WHERE r.id = NEW.referral_id AND r.closed_at IS NULL AND r.coordinator_id = NEW.coordinator_id
          AND NEW.source_id IN (r.source_id, r.coordinator_id)
    ) THEN
        RAISE EXCEPTION 'referral task: it belongs to an open need of the same desk' {_REFUSE};
    END IF;
    IF EXISTS (
        SELECT 1 FROM desk_referraltask AS t
        WHERE t.referral_id = NEW.referral_id AND t.target_id = NEW.target_id AND t.declined_by = 'family'
    ) THEN
        RAISE EXCEPTION 'referral task: the family has said no to this place' {_REFUSE};
    END IF;
    RETURN NEW;
"""

TASK_TRIGGERS = [
    pgtrigger.Trigger(
        name="task_begins",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=_DECLARE,
        func=_TASK_BEGINNING,
    ),
    pgtrigger.Trigger(
        name="task_steps",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        declare=_DECLARE,
        func=_TASK_STEP,
    ),
    pgtrigger.Protect(name="task_stays", operation=pgtrigger.Delete),
]

_OWNER_KEPT = f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.owner_organisation_id <> NEW.coordinator_id OR NEW.closed_at IS NOT NULL THEN
            RAISE EXCEPTION 'referral: it begins open, and with the desk' {_REFUSE};
        END IF;
        RETURN NEW;
    END IF;
    IF pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the step of a task moves the owner
    END IF;
    IF OLD.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'referral: it is closed' {_REFUSE};
    END IF;
    IF ROW(NEW.source_id, NEW.coordinator_id, NEW.owner_organisation_id, NEW.owned_since, NEW.municipality_id)
       IS DISTINCT FROM
       ROW(OLD.source_id, OLD.coordinator_id, OLD.owner_organisation_id, OLD.owned_since, OLD.municipality_id)
       OR (OLD.household_id IS NOT NULL AND NEW.household_id IS DISTINCT FROM OLD.household_id) THEN
        RAISE EXCEPTION 'referral: the owner moves with a task only' {_REFUSE};
    END IF;
    IF NEW.owner_organisation_id <> NEW.coordinator_id
       AND ROW(NEW.owner_person_id, NEW.owner_name)
           IS DISTINCT FROM ROW(OLD.owner_person_id, OLD.owner_name) THEN
        RAISE EXCEPTION 'referral: who accepted stays named' {_REFUSE};
    END IF;
    IF NEW.closed_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM desk_referraltask AS t
        WHERE t.referral_id = NEW.id AND t.status IN ({_list(ALIVE)})
    ) THEN
        RAISE EXCEPTION 'referral: somebody is still at work on it' {_REFUSE};
    END IF;
    RETURN NEW;
"""

REFERRAL_TRIGGERS = [
    pgtrigger.Trigger(
        name="owner_is_kept",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=_OWNER_KEPT,
    ),
    pgtrigger.Protect(name="referral_stays", operation=pgtrigger.Delete),
]

# What was handed over can be put right only until it is sent.
PACKAGE_TRIGGERS = [
    pgtrigger.Trigger(
        name="package_is_sealed",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=f"""
            IF NOT EXISTS (
                SELECT 1 FROM desk_referraltask AS t WHERE t.id = NEW.task_id AND t.status = 'draft'
            ) THEN
                RAISE EXCEPTION 'referral package: what was sent stays as it was' {_REFUSE};
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Protect(name="package_stays", operation=pgtrigger.Delete),
]
