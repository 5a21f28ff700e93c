package io.continuum.webhooks.cdk.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * What people look at: alarms that all go to one topic, a dashboard, saved queries, and a canary where it is wanted.
 *
 * <p>Costs per month at list prices in us-east-1, whatever the traffic: 0.10 USD for each metric that an alarm reads
 * ({@value #ALARM_METRICS}, the canary's 1 more), 1 USD for the topic's key, 3 USD for the dashboard. The first ten alarm
 * metrics of an account are free.
 */
public final class Operations extends Construct {
    /** What alarms are billed by. */
    static final int ALARM_METRICS = 34;

    private final AlarmTopic topic;
    private final List<IAlarm> alarms;
    private final @Nullable Dashboard dashboard;

    /** Adds all of it to {@code scope}. */
    public Operations(Construct scope, String id, OperationsProps props) {
        super(scope, id);
        Watched watched = props.watched();
        StageMetrics metrics = new StageMetrics(props.stage());
        this.topic = new AlarmTopic(this, "Alarms", props);
        Bell bell = new Bell(this, props.stage(), topic.action());
        DeliveryAlarms.ring(bell, metrics);
        QueueAlarms.ring(bell, watched);
        FunctionAlarms.ring(bell, watched);
        if (props.canary()) {
            new Canary(this, "Canary", props, bell);
        }
        this.alarms = bell.alarms();
        SavedQueries.add(this, props.stage(), watched.functions());
        this.dashboard = props.dashboard() ? new Board(metrics, watched, alarms).in(this, "Dashboard") : null;
    }

    /** Returns where alarms go. */
    public ITopic topic() {
        return topic.topic();
    }

    /** Returns all alarms. */
    public List<IAlarm> alarms() {
        return alarms;
    }

    /** Returns the dashboard; null if none was wanted. */
    public @Nullable Dashboard dashboard() {
        return dashboard;
    }
}
