"""demo.docnow.io, whole: seven stacks, each with a state of its own, in the order in which they are applied.

The twin of ../stacks.ts: both write the same Terraform. It needs the package docnow-infra-constructs and node on PATH;
`python main.py` writes to the folder named by CDKTF_OUTDIR, or to ./cdktf.out.
"""

from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from docnow_infra_constructs import (
    AlbWeights,
    BlueGreenSwitch,
    Color,
    DataNamespace,
    DocNowCluster,
    DocNowEnvironment,
    DocNowSecrets,
    EbsStorageClass,
    EfsVolume,
    Elasticsearch,
    FrontDoor,
    LegacyInstanceTarget,
    Network,
    Redis,
    Release,
    RemoteState,
)

REGION = "us-east-1"
HOST_NAME = "demo.docnow.io"
# Made to be torn down again, with all data. For real, leave `removal_protection` out: then nothing that holds data can
# go.
REMOVAL_PROTECTION = False


def stacks(app: App) -> None:
    state = stack_in(app, "state")
    remote_state = RemoteState(
        state, "State", bucket_name="docnow-demo-terraform-state", removal_protection=REMOVAL_PROTECTION
    )

    def stack(id_: str) -> TerraformStack:
        one = stack_in(app, id_)
        remote_state.configure(one)
        return one

    cluster = DocNowCluster(
        stack("cluster"),
        "Cluster",
        name="docnow-demo",
        network=Network.isolated(cidr="10.42.0.0/16"),
        public_access_cidrs=["203.0.113.7/32"],
    )

    front_door = FrontDoor(
        stack("front-door"),
        "FrontDoor",
        name="docnow-demo",
        host_name=HOST_NAME,
        hosted_zone_name="docnow.io",
        network=cluster,
        legacy=LegacyInstanceTarget.registered_elsewhere(),
        removal_protection=REMOVAL_PROTECTION,
    )

    services = stack("services")
    namespace = DataNamespace(services, "Namespace", cluster=cluster)
    disks = EbsStorageClass(services, "Disks", cluster=cluster, removal_protection=REMOVAL_PROTECTION)
    redis = Redis(services, "Redis", cluster=cluster, namespace=namespace, storage_class_name=disks.name)
    elasticsearch = Elasticsearch(
        services, "Elasticsearch", cluster=cluster, namespace=namespace, storage_class_name=disks.name
    )
    user_data = EfsVolume(
        services,
        "UserData",
        vpc_id=cluster.vpc_id,
        subnet_ids=cluster.private_subnet_ids,
        client_security_group_id=cluster.security_group_id,
        removal_protection=REMOVAL_PROTECTION,
    )

    traffic_switch = stack("switch")
    BlueGreenSwitch(
        traffic_switch,
        "Switch",
        strategy=AlbWeights(listener_arn=front_door.listener_arn, host_name=HOST_NAME),
        targets=front_door.targets,
    )

    for color in (Color.BLUE, Color.GREEN):
        environment = stack(color.name)
        DocNowEnvironment(
            environment,
            "DocNow",
            cluster=cluster,
            color=color,
            entry=front_door.entry(color),
            release=Release.elasticsearch_generation(image="docnow/docnow:v0.0.35"),
            redis=redis.endpoint,
            elasticsearch=elasticsearch.endpoint,
            user_data=user_data,
            secrets=DocNowSecrets.from_kubernetes_secret("docnow-secrets"),
        )
        # Pods are ready only once requests can reach them, and they need the data services.
        environment.add_dependency(traffic_switch)
        environment.add_dependency(services)


def stack_in(app: App, id_: str) -> TerraformStack:
    stack = TerraformStack(app, id_)
    AwsProvider(stack, "aws", region=REGION)
    return stack


if __name__ == "__main__":
    app = App(skip_validation=True)
    stacks(app)
    app.synth()
