#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

/// YAML repeats three fields under the names older charms read.
YamlMap address_record(const NetworkInfo& info, bool legacy) {
  YamlMap map{{"hostname", ""}, {"value", info.address}, {"cidr", info.cidr}};
  if (legacy) map.emplace_back("address", info.address);
  return map;
}

YamlMap interface_record(const NetworkInfo& info, bool legacy) {
  YamlList addresses;
  if (!info.address.empty()) addresses.emplace_back(address_record(info, legacy));
  YamlMap map{{"mac-address", info.mac_address},
              {"interface-name", info.interface_name},
              {"addresses", std::move(addresses)}};
  if (legacy) {
    map.emplace_back("macaddress", info.mac_address);
    map.emplace_back("interfacename", info.interface_name);
  }
  return map;
}

YamlMap network_record(const NetworkInfo& info, bool legacy) {
  YamlMap map{{"bind-addresses", YamlList{interface_record(info, legacy)}}};
  if (!info.egress_subnets.empty()) map.emplace_back("egress-subnets", string_list(info.egress_subnets));
  if (!info.ingress_addresses.empty()) map.emplace_back("ingress-addresses", string_list(info.ingress_addresses));
  return map;
}

class NetworkGet final : public Tool {
public:
  explicit NetworkGet(HookContext& context) : Tool(context), relation_(flags_, context), output_(flags_) {
    flags_.boolean({"bind-address"}, "Get the address for the binding on which the unit should listen", bind_);
    flags_.boolean({"ingress-address"}, "Get the ingress address for the binding", ingress_);
    flags_.boolean({"egress-subnets"}, "Get the egress subnets for the binding", egress_);
    flags_.boolean({"primary-address"}, "(deprecated) Get the primary address for the binding", primary_);
  }

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "no arguments specified");
    binding_ = positionals[0];
    if (binding_.empty()) throw make_error(ErrorKind::invalid, "no binding name specified");
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const auto info = find();
    if (!bind_ && !ingress_ && !egress_ && !primary_) {
      const bool legacy = output_.format() != Format::json;
      output_.print(network_record(info, legacy), result, KeyOrder::fixed);
    } else {
      const YamlMap chosen = chosen_values(info);
      output_.print(chosen.size() == 1 ? chosen.front().second : YamlValue(chosen), result);
    }
  }

private:
  NetworkInfo find() const {
    std::optional<std::int64_t> number;
    if (const auto& relation = relation_.relation()) number = relation->number;
    auto info = context_.network_info(binding_, number);
    if (!info)
      throw make_error(ErrorKind::not_found, "no network config found for binding {}", go_quoted(binding_));
    return *info;
  }

  YamlMap chosen_values(const NetworkInfo& info) const {
    if (primary_ && (bind_ || ingress_ || egress_))
      throw make_error(ErrorKind::invalid, "--primary-address must be the only flag specified");
    if (info.address.empty())
      throw make_error(ErrorKind::not_found, "no addresses attached to space for binding {}", go_quoted(binding_));
    YamlMap map;
    if (bind_ || primary_) map.emplace_back("bind-address", info.address);
    if (egress_) map.emplace_back("egress-subnets", string_list(info.egress_subnets));
    if (ingress_)
      map.emplace_back("ingress-address", info.ingress_addresses.empty() ? info.address : info.ingress_addresses[0]);
    return map;
  }

  RelationFlag relation_;
  OutputFlags output_;
  bool bind_ = false;
  bool ingress_ = false;
  bool egress_ = false;
  bool primary_ = false;
  std::string binding_;
};

} // namespace

const ToolEntry network_get{
    .name = "network-get",
    .arguments = "<binding-name> [--ingress-address] [--bind-address] [--egress-subnets]",
    .summary = "Get network config.",
    .details = "Prints the network of an endpoint or extra binding: all of it, or the values that are asked for.",
    .examples = "    network-get dbserver --bind-address",
    .make = make_tool<NetworkGet>,
};

} // namespace periapt::hook_tools
