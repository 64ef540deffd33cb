"""What the clock does by itself, and when: seconds between two turns, or an hour of the day in London."""

from celery.schedules import crontab

SCHEDULE = {
    "relay prints that were lost or abandoned": {"task": "portal.printing.tasks.relay", "schedule": 10.0},
    "send email that waits": {"task": "portal.audit.tasks.relay", "schedule": 20.0},
    "publish what was planned": {"task": "providers.tasks.publish_planned", "schedule": 20.0},
    "open the seals whose hour has come": {"task": "providers.tasks.open_seals", "schedule": 20.0},
    "tell of comments": {"task": "intentions.tasks.send_digests", "schedule": 300.0},
    "print editions that have no document": {"task": "intentions.tasks.print_editions", "schedule": 60.0},
    "print plans on a page that have no PDF": {"task": "intentions.tasks.print_plans", "schedule": 60.0},
    "read documents whose worker was lost": {"task": "intentions.tasks.read_lost_documents", "schedule": 60.0},
    "forget what was deleted thirty days ago": {"task": "intentions.tasks.forget_deleted", "schedule": 24 * 3600.0},
    "send the email of the day": {"task": "portal.audit.tasks.tell_of_the_day", "schedule": crontab(hour=16, minute=30)},
    "tell subscribers of what was published": {"task": "portal.alerts.tasks.tell", "schedule": 60.0, "options": {"priority": 6}},
    "tell subscribers once a day": {"task": "portal.alerts.tasks.tell_of_the_day", "schedule": crontab(hour=17, minute=0)},
    "forget addresses that nobody confirmed": {"task": "portal.alerts.tasks.forget", "schedule": 24 * 3600.0},
    "remind of deadlines that are near": {"task": "providers.tasks.remind", "schedule": 900.0},
    "thin saved states that grew old": {"task": "portal.revisions.tasks.thin", "schedule": 900.0},
    "forget filled workbooks after thirty days": {"task": "providers.tasks.forget_filled", "schedule": 24 * 3600.0},
    "forget workbooks of outcomes after thirty days": {"task": "outcomes.tasks.forget_workbooks", "schedule": 24 * 3600.0},
    "forget workbooks of organisations after thirty days": {"task": "portal.people.tasks.forget_workbooks", "schedule": 24 * 3600.0},
    "take files off the disk that nothing reaches": {"task": "providers.tasks.sweep_files", "schedule": 24 * 3600.0},
    "remind of papers that are due": {"task": "committees.tasks.remind_writers", "schedule": 900.0},
    "write Word files of papers that were lost": {"task": "committees.tasks.write_lost_words", "schedule": 60.0},
    "forget Word reports that nobody took in": {"task": "committees.tasks.leave_old_reports", "schedule": 3600.0},
    "look at uploads from before": {"task": "committees.tasks.look_at_uploads", "schedule": 60.0},
    "see which members of groups left or closed": {"task": "providers.tasks.settle", "schedule": 60.0},
    "say that the queue is alive": {"task": "portal.running.tasks.heartbeat", "schedule": 15.0, "options": {"priority": 0}},
}
