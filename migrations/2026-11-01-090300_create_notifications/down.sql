DROP TABLE spent_challenges, notification_counts, notifications, notification_drafts;
