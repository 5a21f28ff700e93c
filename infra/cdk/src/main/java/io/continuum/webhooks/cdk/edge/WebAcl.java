package io.continuum.webhooks.cdk.edge;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * A web ACL before a REST API (HTTP APIs cannot have one): a limit for each address, and AWS's common rules.
 *
 * <p>Bodies are never blocked: an event carries whatever its producer writes, HTML, paths and URLs of any kind, up to
 * 256 KiB, and the common rules take such for attacks, and anything above 8 KB too. Those rules count, so that their metrics
 * still show what came. So does the one that wants a User-Agent: small producers send none.
 *
 * <p>Costs 7 USD a month (5 for the ACL, 1 for each of two rules) and 0.60 USD for a million requests.
 */
public final class WebAcl extends Construct {
    /** Rules of AWSManagedRulesCommonRuleSet that look into bodies, and the one about User-Agent. */
    static final List<String> COUNTED = List.of(
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "EC2MetaDataSSRF_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "NoUserAgent_HEADER");

    private static final int WINDOW_SECONDS = 300;

    private final CfnWebACL acl;

    /** Adds the ACL and puts it before the stage. */
    public WebAcl(Construct scope, String id, WebAclProps props) {
        super(scope, id);
        this.acl = CfnWebACL.Builder.create(this, "Acl")
                .description("Continuum Webhooks, stage " + props.stage())
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .rules(List.of(rate(props), common(props)))
                .visibilityConfig(visibility(props, "all"))
                .build();
        CfnWebACLAssociation.Builder.create(this, "Association")
                .webAclArn(acl.getAttrArn())
                .resourceArn(props.protectedStage().getStageArn())
                .build();
    }

    private static CfnWebACL.RuleProperty rate(WebAclProps props) {
        return CfnWebACL.RuleProperty.builder()
                .name("rate")
                .priority(0)
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder().build())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .aggregateKeyType("IP")
                                .evaluationWindowSec(WINDOW_SECONDS)
                                .limit(props.requestsInFiveMinutes())
                                .build())
                        .build())
                .visibilityConfig(visibility(props, "rate"))
                .build();
    }

    private static CfnWebACL.RuleProperty common(WebAclProps props) {
        return CfnWebACL.RuleProperty.builder()
                .name("common")
                .priority(1)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name("AWSManagedRulesCommonRuleSet")
                                .ruleActionOverrides(
                                        COUNTED.stream().map(WebAcl::counted).toList())
                                .build())
                        .build())
                .visibilityConfig(visibility(props, "common"))
                .build();
    }

    private static CfnWebACL.RuleActionOverrideProperty counted(String rule) {
        return CfnWebACL.RuleActionOverrideProperty.builder()
                .name(rule)
                .actionToUse(CfnWebACL.RuleActionProperty.builder()
                        .count(CfnWebACL.CountActionProperty.builder().build())
                        .build())
                .build();
    }

    /** Samples hold headers, and with them keys: none are kept. */
    private static CfnWebACL.VisibilityConfigProperty visibility(WebAclProps props, String what) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName("webhooks-" + props.stage() + "-" + what)
                .sampledRequestsEnabled(false)
                .build();
    }

    /** Returns the ARN of the ACL. */
    public String arn() {
        return acl.getAttrArn();
    }
}
