from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_corrections"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="intakecount",
            name="intake_count_once_an_hour",
        ),
        migrations.AddField(
            model_name="intakecount",
            name="kind",
            field=models.CharField(
                choices=[("asked", "はじめての相談"), ("wrong_code", "まちがった受付番号")],
                default="asked",
                max_length=10,
                verbose_name="何を数えるか",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakecount",
            constraint=models.UniqueConstraint(
                fields=("municipality", "hour", "kind", "sender"), name="intake_count_once_an_hour"
            ),
        ),
    ]
