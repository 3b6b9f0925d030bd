from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_selection_languages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="intakecount",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "はじめての相談"),
                    ("wrong_code", "まちがった受付番号"),
                    ("subscribed", "お知らせの申し込み"),
                ],
                default="asked",
                max_length=10,
                verbose_name="何を数えるか",
            ),
        ),
    ]
