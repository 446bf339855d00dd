// The vectors of contract/hook-tools.md, section 11, for the tools that read.
#include "unit/hook_tools/vectors.h"

using namespace periapt;
using test::check_vector;
using test::FakeHookContext;
using test::run;
using test::Vector;

TEST_CASE("relation-get answers as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"relation-get host", "10.1.1.5$"},
      {"relation-get pin", "0042$"},
      {"relation-get --format yaml pin", "\"0042\"$"},
      {"relation-get --format json pin", "\"0042\"$"},
      {"relation-get note", "a b$c d$$"},
      {"relation-get --format json note", "\"a b\\nc d\\n\"$"},
      {"relation-get nokey", ""},
      {"relation-get --format yaml nokey", ""},
      {"relation-get --format json nokey", "null$"},
      {"relation-get a=b", ""},
      {"relation-get nokey pg/0 --format smart", ""},
      {"relation-get - --app pg x", "unrecognized args: [\"x\"]", 2},
      {"relation-get - pg", "expected unit name, got application name \"pg\"", 2},
      {"relation-get - web//0", "invalid unit name \"web//0\"", 2},
      {"relation-get --app - pg/0", "colour: blue$"},
      {"relation-get -r other:1 host", "10.1.1.5$"},
      {"relation-get -r db:99", "invalid value \"db:99\" for option -r: relation not found", 2},
      {"relation-get -r 99", "invalid value \"99\" for option -r: relation not found", 2},
      {"relation-get -r -1", "invalid value \"-1\" for option -r: relation not found", 2},
      {"relation-get --relation 99", "invalid value \"99\" for option --relation: relation not found", 2},
      {"relation-get -r one", "invalid value \"one\" for option -r: invalid relation id", 2},
      {"relation-get -r db:one", "invalid value \"db:one\" for option -r: invalid relation id", 2},
      {"relation-get -r=1", "invalid value \"=1\" for option -r: invalid relation id", 2},
      {"relation-get -r=db:1 host", "10.1.1.5$"},
      {"relation-get -r1 host", "10.1.1.5$"},
      {"relation-get --relation=1 host", "10.1.1.5$"},
      {"relation-get - other/0", "permission denied", 1},
      {"relation-get --app=0 pin pg/0", "0042$"},
      {"relation-get --application", "option provided but not defined: --application", 2},
      {"relation-get --format json",
       "{\"host\":\"10.1.1.5\",\"note\":\"a b\\nc d\\n\",\"pin\":\"0042\"}$"},
  }));
  check_vector(context, vector);
}

TEST_CASE("relation-get prints a bag of one text of several lines as a literal block", "[hook_tools]") {
  FakeHookContext context;
  context.unit_bags[{1, "pg/0"}] = {{"note", "a b\nc d\n"}};
  CHECK(run(context, "relation-get").out == "note: |\n  a b\n  c d\n");
  CHECK(run(context, "relation-get --format yaml").out == "note: |\n  a b\n  c d\n");
}

TEST_CASE("outside relation hooks the relation tools need to be told which relation", "[hook_tools]") {
  FakeHookContext context;
  context.in_no_relation();
  const auto vector = GENERATE(values<Vector>({
      {"relation-get", "no relation id specified", 2},
      {"relation-get -r 1", "no unit or application specified", 2},
      {"relation-get --app -r 1", "no unit or application specified", 2},
      {"relation-set a=b", "no relation id specified", 2},
      {"relation-list", "no relation id specified", 2},
      {"relation-model-get", "no relation id specified", 2},
      {"relation-ids", "no endpoint name specified", 2},
      {"relation-get -r db:1 host pg/0", "10.1.1.5$"},
      {"relation-list -r db:1", "pg/0$"},
      {"relation-ids cache", "cache:3$"},
  }));
  check_vector(context, vector);
}

TEST_CASE("in a relation hook without a remote unit relation-get means the remote application", "[hook_tools]") {
  FakeHookContext context;
  context.in_hook_of(1, std::nullopt, "pg");
  CHECK(run(context, "relation-get").out == "colour: blue\n");
}

TEST_CASE("the tools that list relations answer as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"relation-list -r 10", ""},
      {"relation-list -r 10 --format json", "[]$"},
      {"relation-list -r 10 --format yaml", "[]$"},
      {"relation-list -r 10 --app", "pg$"},
      {"relation-list", "pg/0$"},
      {"relation-list --format=json --app", "\"pg\"$"},
      {"relation-list x", "unrecognized args: [\"x\"]", 2},
      {"relation-ids", "db:0$db:1$db:10$"},
      {"relation-ids cache", "cache:3$"},
      {"relation-ids nothere", ""},
      {"relation-ids --format json nothere", "[]$"},
      {"relation-ids --format yaml nothere", "[]$"},
      {"relation-ids db --format=json", "[\"db:0\",\"db:1\",\"db:10\"]$"},
      {"relation-ids a b", "unrecognized args: [\"b\"]", 2},
      {"relation-model-get", "uuid: 6f1d2c3b-0000-4000-8000-000000000001$"},
      {"relation-model-get --format json", "{\"uuid\":\"6f1d2c3b-0000-4000-8000-000000000001\"}$"},
  }));
  check_vector(context, vector);
}

TEST_CASE("a broken relation is not listed, yet it stays the default", "[hook_tools]") {
  FakeHookContext context;
  context.known[1].listed = false;
  CHECK(run(context, "relation-ids").out == "db:0\ndb:10\n");
  CHECK(run(context, "relation-list").out == "pg/0\n");
}

TEST_CASE("members are listed in plain string order as the context gives them", "[hook_tools]") {
  FakeHookContext context;
  context.known[1].members = {"pg/10", "pg/2"};
  CHECK(run(context, "relation-list --format yaml").out == "- pg/10\n- pg/2\n");
}

TEST_CASE("config-get answers as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  context.options = {{"debug", false},          {"empty", ""},       {"missing", std::nullopt},
                     {"port", std::int64_t{45}}, {"ratio", 0.5},      {"title", "x"},
                     {"big", std::int64_t{12345678}}, {"whole", 1.0}};
  const auto vector = GENERATE(values<Vector>({
      {"config-get debug", "False$"},
      {"config-get --format yaml debug", "false$"},
      {"config-get --format json debug", "false$"},
      {"config-get port", "45$"},
      {"config-get --format yaml port", "45$"},
      {"config-get --format json port", "45$"},
      {"config-get big", "12345678$"},
      {"config-get --format json whole", "1$"},
      {"config-get missing", ""},
      {"config-get --format yaml missing", ""},
      {"config-get --format json missing", "null$"},
      {"config-get empty", ""},
      {"config-get --format json empty", "\"\"$"},
      {"config-get a b", "unrecognized args: [\"b\"]", 2},
      {"config-get --all port", "cannot use argument --all together with key \"port\"", 2},
      {"config-get -a port", "cannot use argument --all together with key \"port\"", 2},
      {"config-get -a=false", "invalid value \"=false\" for option -a: strconv.ParseBool: parsing \"=false\": invalid syntax", 2},
      {"config-get --format=json",
       "{\"big\":12345678,\"debug\":false,\"empty\":\"\",\"port\":45,\"ratio\":0.5,\"title\":\"x\",\"whole\":1}$"},
      {"config-get --format=json --all ''",
       "{\"big\":12345678,\"debug\":false,\"empty\":\"\",\"missing\":null,\"port\":45,\"ratio\":0.5,\"title\":\"x\","
       "\"whole\":1}$"},
  }));
  check_vector(context, vector);
}

TEST_CASE("leadership tools answer as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  context.leader = true;
  context.leader_bag = {{"k", "v"}};
  const auto vector = GENERATE(values<Vector>({
      {"is-leader", "True$"},
      {"is-leader --format json", "true$"},
      {"is-leader --format yaml", "true$"},
      {"is-leader --format bad", "invalid value \"bad\" for option --format: unknown format \"bad\"", 2},
      {"is-leader x", "unrecognized args: [\"x\"]", 2},
      {"leader-get", "k: v$"},
      {"leader-get - --format json", "{\"k\":\"v\"}$"},
      {"leader-get k", "v$"},
      {"leader-get nokey", ""},
      {"leader-get --format json nokey", "null$"},
      {"leader-get k=v", "invalid key \"k=v\"", 2},
      {"leader-set", ""},
      {"leader-set word", "expected \"key=value\", got \"word\"", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("who does not lead may read the leader's settings and not write them", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"is-leader", "False$"},
      {"leader-get", "{}$"},
      {"leader-set a=b", "cannot write leadership settings: cannot write settings: not the leader", 1},
      {"relation-set --app a=b", "cannot write relation settings", 1},
      {"status-set --application active", "this unit is not the leader", 1},
      {"status-get --application", "finding application status: this unit is not the leader", 1},
  }));
  check_vector(context, vector);
  CHECK(context.leader_bag.empty());
}

TEST_CASE("is-leader says why leadership is unknown", "[hook_tools]") {
  FakeHookContext context;
  context.leadership_unknown = "no answer";
  check_vector(context, {"is-leader", "leadership status unknown: no answer", 1});
}

TEST_CASE("state-get answers as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  context.state = {{"one", "two"}, {"three", "four"}, {"empty", ""}};
  const auto vector = GENERATE(values<Vector>({
      {"state-get one", "two$"},
      {"state-get --format json", "{\"empty\":\"\",\"one\":\"two\",\"three\":\"four\"}$"},
      {"state-get -", "empty: \"\"$one: two$three: four$"},
      {"state-get ''", "empty: \"\"$one: two$three: four$"},
      {"state-get five", ""},
      {"state-get --strict five", "\"five\" not found", 1},
      {"state-get --strict empty --format json", "\"\"$"},
      {"state-get --format json five", "\"\"$"},
  }));
  check_vector(context, vector);
}

TEST_CASE("an empty state is an empty map", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "state-get").out == "{}\n");
  CHECK(run(context, "state-get --format json").out == "{}\n");
}

TEST_CASE("goal-state prints units and relations in the contract's order", "[hook_tools]") {
  FakeHookContext context;
  context.goal.units = {{"web/10", "waiting", 0}, {"web/2", "active", 1893553445000}};
  const auto vector = GENERATE(values<Vector>({
      {"goal-state",
       "units:$  web/2:$    status: active$    since: 2030-01-02 03:04:05Z$  web/10:$    status: waiting$relations: {}$"},
      {"goal-state --format json",
       "{\"units\":{\"web/2\":{\"status\":\"active\",\"since\":\"2030-01-02 03:04:05Z\"},"
       "\"web/10\":{\"status\":\"waiting\"}},\"relations\":{}}$"},
      {"goal-state --format smart", "invalid value \"smart\" for option --format: unknown format \"smart\"", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("goal-state puts the relations of one endpoint together", "[hook_tools]") {
  FakeHookContext context;
  context.goal.relations = {{"db", {{"pg", "joined", 0}, {"pg/0", "active", 0}}}, {"db", {{"my", "joining", 0}}}};
  CHECK(run(context, "goal-state --format json").out ==
        "{\"units\":{},\"relations\":{\"db\":{\"my\":{\"status\":\"joining\"},\"pg\":{\"status\":\"joined\"},"
        "\"pg/0\":{\"status\":\"active\"}}}}\n");
}

TEST_CASE("network tools answer as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"unit-get private-address --format json", "\"10.0.0.7\"$"},
      {"unit-get public-address", "203.0.113.7$"},
      {"unit-get", "no setting specified", 2},
      {"unit-get other-address", "unknown setting \"other-address\"", 2},
      {"unit-get public-address x", "unrecognized args: [\"x\"]", 2},
      {"network-get db --ingress-address", "10.0.0.7$"},
      {"network-get db --bind-address", "10.0.0.7$"},
      {"network-get --primary-address db", "10.0.0.7$"},
      {"network-get db --ingress-address --bind-address", "bind-address: 10.0.0.7$ingress-address: 10.0.0.7$"},
      {"network-get db",
       "bind-addresses:$- mac-address: \"02:11:22:33:44:55\"$  interface-name: eth0$  addresses:$  - hostname: \"\"$"
       "    value: 10.0.0.7$    cidr: 10.0.0.0/24$    address: 10.0.0.7$  macaddress: \"02:11:22:33:44:55\"$"
       "  interfacename: eth0$"},
      {"network-get db --egress-subnets", ""},
      {"network-get db --egress-subnets --format json", "[]$"},
      {"network-get nothere --ingress-address", "no network config found for binding \"nothere\"", 1},
      {"network-get db --primary-address --bind-address", "--primary-address must be the only flag specified", 1},
      {"network-get", "no arguments specified", 2},
      {"network-get ''", "no binding name specified", 2},
      {"network-get -r 99 db", "invalid value \"99\" for option -r: relation not found", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("network-get prints ingress and egress after the addresses, without legacy fields in JSON", "[hook_tools]") {
  FakeHookContext context;
  context.network->ingress_addresses = {"203.0.113.7", "10.0.0.7"};
  context.network->egress_subnets = {"203.0.113.7/32"};
  CHECK(run(context, "network-get --format=json -r 3 db").out ==
        "{\"bind-addresses\":[{\"mac-address\":\"02:11:22:33:44:55\",\"interface-name\":\"eth0\",\"addresses\":"
        "[{\"hostname\":\"\",\"value\":\"10.0.0.7\",\"cidr\":\"10.0.0.0/24\"}]}],"
        "\"egress-subnets\":[\"203.0.113.7/32\"],\"ingress-addresses\":[\"203.0.113.7\",\"10.0.0.7\"]}\n");
  CHECK(run(context, "network-get db --ingress-address").out == "203.0.113.7\n");
  CHECK(run(context, "network-get db --egress-subnets").out == "203.0.113.7/32\n");
}

TEST_CASE("a network without addresses is an error only where one is asked for", "[hook_tools]") {
  FakeHookContext context;
  context.network->address.clear();
  check_vector(context, {"network-get db --bind-address", "no addresses attached to space for binding \"db\"", 1});
  CHECK(run(context, "network-get --format json db").out.find("\"addresses\":[]") != std::string::npos);
}

TEST_CASE("an address that is unknown is an error", "[hook_tools]") {
  FakeHookContext context;
  context.own_private_address.reset();
  context.own_public_address.reset();
  check_vector(context, {"unit-get private-address", "private address not found", 1});
  check_vector(context, {"unit-get public-address", "public address not found", 1});
}

TEST_CASE("opened-ports sorts by protocol, then port, and names endpoints when asked", "[hook_tools]") {
  FakeHookContext context;
  context.ports = {{PortRange::parse("80"), ""},     {PortRange::parse("10-20"), "db"},  {PortRange::parse("icmp"), ""},
                   {PortRange::parse("63/udp"), "db"}, {PortRange::parse("63/udp"), "api"}};
  const auto vector = GENERATE(values<Vector>({
      {"opened-ports", "icmp$10-20/tcp$80/tcp$63/udp$"},
      {"opened-ports --format json", "[\"icmp\",\"10-20/tcp\",\"80/tcp\",\"63/udp\"]$"},
      {"opened-ports --format yaml", "- icmp$- 10-20/tcp$- 80/tcp$- 63/udp$"},
      {"opened-ports --endpoints", "icmp (*)$10-20/tcp (db)$80/tcp (*)$63/udp (api, db)$"},
      {"opened-ports x", "unrecognized args: [\"x\"]", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("status-get prints the word alone unless more is asked for", "[hook_tools]") {
  FakeHookContext context;
  context.leader = true;
  context.status = {"error", "m", 0};
  context.whole_status.application = {"blocked", "no disk", 0};
  context.whole_status.units = {{"web/0", {"active", "", 0}}};
  const auto vector = GENERATE(values<Vector>({
      {"status-get", "error$"},
      {"status-get --format yaml", "status: error$"},
      {"status-get --include-data", "message: m$status: error$status-data: {}$"},
      {"status-get --include-data --format json", "{\"message\":\"m\",\"status\":\"error\",\"status-data\":{}}$"},
      {"status-get --include-data --format=json --application=false",
       "{\"message\":\"m\",\"status\":\"error\",\"status-data\":{}}$"},
      {"status-get --application", "blocked$"},
      {"status-get --application --format json",
       "{\"application-status\":{\"status\":\"blocked\",\"units\":{\"web/0\":{\"status\":\"active\"}}}}$"},
      {"status-get --application --include-data --format json",
       "{\"application-status\":{\"message\":\"no disk\",\"status\":\"blocked\",\"status-data\":{},\"units\":"
       "{\"web/0\":{\"message\":\"\",\"status\":\"active\",\"status-data\":{}}}}}$"},
      {"status-get --application=maybe",
       "invalid value \"maybe\" for option --application: strconv.ParseBool: parsing \"maybe\": invalid syntax", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("credential-get prints the cloud of a trusted application alone", "[hook_tools]") {
  FakeHookContext context;
  check_vector(context, {"credential-get", "cannot access cloud credentials: permission denied", 1});
  check_vector(context, {"credential-get x", "unrecognized args: [\"x\"]", 2});
  context.cloud = wire::CloudSpec{.type = "lxd", .name = "localhost", .region = "here", .endpoint = "",
                                  .auth_type = "empty", .attributes = {}, .is_controller_cloud = true};
  check_vector(context, {"credential-get --format=json",
                         "{\"type\":\"lxd\",\"name\":\"localhost\",\"region\":\"here\",\"credential\":{\"auth-type\":"
                         "\"empty\"},\"is-controller-cloud\":true}$"});
  context.cloud->is_controller_cloud = false;
  context.cloud->region.clear();
  context.cloud->attributes = {{"user", "me"}};
  check_vector(context, {"credential-get", "type: lxd$name: localhost$credential:$  auth-type: empty$  attrs:$    user: me$"});
}

TEST_CASE("payload tools check their arguments and the charm's declaration", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"payload-status-set c i created",
       "status \"created\" not supported; expected one of [\"running\", \"starting\", \"stopped\", \"stopping\"]", 1},
      {"payload-status-set c i running", ""},
      {"payload-status-set c i", "missing required arguments", 2},
      {"payload-status-set c i running more", "unrecognized args: [\"more\"]", 2},
      {"payload-unregister c", "missing required arguments", 2},
      {"payload-unregister c i", ""},
      {"payload-register docker c", "missing required arguments", 2},
  }));
  check_vector(context, vector);
}

TEST_CASE("payload-register believes the metadata.yaml of the working directory", "[hook_tools]") {
  FakeHookContext context;
  const std::string metadata = "name: x\npayloads:\n  c: {type: docker}\n";
  CHECK(run(context, "payload-register docker c i tag other", metadata).exit_code == 0);
  CHECK(run(context, "payload-register badtype c i", metadata).err ==
        "ERROR incorrect type \"badtype\" for payload \"c\", expected \"docker\"\n");
  CHECK(run(context, "payload-register docker d i", metadata).err ==
        "ERROR payload \"d\" not found in metadata.yaml\n");
  CHECK(run(context, "payload-register docker c i", "name: x\n").exit_code == 1);
  CHECK(run(context, "payload-register docker c i", "{").exit_code == 1);
  const auto missing = run(context, "payload-register docker c i", hook_tools::FileFailure{"no such file or directory"});
  CHECK(missing.err == "ERROR open metadata.yaml: no such file or directory\n");
}

TEST_CASE("Kubernetes' tools say that there is no Kubernetes", "[hook_tools]") {
  FakeHookContext context;
  const auto line = GENERATE(as<std::string>(), "k8s-spec-set --file f", "k8s-spec-get", "k8s-raw-set --file f",
                             "k8s-raw-get", "pod-spec-set --file f --k8s-resources g", "pod-spec-get --format json");
  const auto result = run(context, line);
  CHECK(result.exit_code == 1);
  CHECK(result.err.find("not supported") != std::string::npos);
}
