"""The ground of all towns: an empty root, numbers for the towns' branches, and the desk's review."""

from typing import Any

from django.db import migrations


def clear(apps: Any, schema_editor: Any) -> None:
    """Wagtail begins with a welcome page, a site and groups; towns bring their own pages and postings."""
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("wagtailcore", "GroupPagePermission").objects.all().delete()
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.all().delete()
    apps.get_model("wagtailcore", "Page").objects.all().delete()
    apps.get_model("wagtailcore", "Collection").objects.all().delete()


def lay_down_review(apps: Any, schema_editor: Any) -> None:
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="editorial", model="deskreview"
    )[0]
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    workflows.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    workflow = workflows.create(name="窓口の点検", active=True)
    task = apps.get_model("editorial", "DeskReview").objects.create(
        name="窓口の点検", active=True, content_type=content_type
    )
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]

    operations = [
        migrations.RunPython(clear, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(lay_down_review, migrations.RunPython.noop, elidable=False),
        # The first four signs of a town's branch; a number is never given twice.
        migrations.RunSQL(
            "CREATE SEQUENCE editorial_town_number AS integer MINVALUE 1 MAXVALUE 1679615",
            "DROP SEQUENCE editorial_town_number",
        ),
    ]
