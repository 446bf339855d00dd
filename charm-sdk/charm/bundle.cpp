#include "charm/bundle.h"

#include "charm/base.h"
#include "charm/bundle_merge.h"
#include "charm/yaml_writer.h"
#include "core/error.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace periapt::charm {
namespace {

constexpr std::int64_t most_units = 10'000;

/// A mapping of the bundle with the path that leads to it, for messages.
class BundleFields {
public:
  BundleFields(const YamlMap& map, std::string path) : map_(map), path_(std::move(path)) {}

  std::string text(const std::string& key) const {
    const auto* value = find_in(map_, key);
    return value && !value->is_null() ? scalar(*value, key) : "";
  }
  bool flag(const std::string& key) const {
    const auto* value = find_in(map_, key);
    if (!value || value->is_null()) return false;
    const auto* flag = std::get_if<bool>(&value->data);
    if (!flag) fail(key, "true or false");
    return *flag;
  }
  std::optional<std::int64_t> number(const std::string& key) const {
    const auto* value = find_in(map_, key);
    if (!value || value->is_null()) return std::nullopt;
    const auto* number = std::get_if<std::int64_t>(&value->data);
    if (!number) fail(key, "a whole number");
    return *number;
  }
  std::map<std::string, std::string> texts(const std::string& key) const {
    std::map<std::string, std::string> result;
    for (const auto& [name, value] : map(key))
      if (!value.is_null()) result[name] = scalar(value, key + "." + name);
    return result;
  }
  /// One text stands for a list of it.
  std::vector<std::string> list(const std::string& key) const {
    const auto* value = find_in(map_, key);
    if (!value || value->is_null()) return {};
    const auto* items = std::get_if<YamlList>(&value->data);
    if (!items) return {scalar(*value, key)};
    std::vector<std::string> result;
    for (const auto& item : *items) result.push_back(scalar(item, key));
    return result;
  }
  const YamlMap& map(const std::string& key) const {
    static const YamlMap nothing;
    const auto* value = find_in(map_, key);
    if (!value || value->is_null()) return nothing;
    const auto* map = std::get_if<YamlMap>(&value->data);
    if (!map) fail(key, "a mapping");
    return *map;
  }
  void note_unknown(const std::set<std::string>& known, std::vector<std::string>& ignored) const {
    for (const auto& [key, value] : map_)
      if (!known.contains(key)) ignored.push_back(path_ + key);
  }

private:
  std::string scalar(const YamlValue& value, const std::string& key) const {
    if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
    if (std::holds_alternative<YamlList>(value.data) || std::holds_alternative<YamlMap>(value.data)) fail(key, "a single value");
    auto text = write_yaml(value);
    while (text.ends_with('\n')) text.pop_back();
    return text;
  }
  [[noreturn]] void fail(const std::string& key, const char* expected) const {
    throw make_error(ErrorKind::invalid, "cannot deploy bundle: {}{}: expected {}", path_, key, expected);
  }

  const YamlMap& map_;
  std::string path_;
};

std::string base_in(const BundleFields& fields) {
  if (const auto base = fields.text("base"); !base.empty()) return base;
  const auto series = fields.text("series");
  if (series.empty()) return "";
  const auto base = Base::from_series(series);
  if (!base) throw make_error(ErrorKind::invalid, "cannot deploy bundle: unknown series \"{}\"", series);
  return base->str();
}

std::map<std::string, BundleExposure> exposures_in(const BundleFields& fields, const std::string& path) {
  std::map<std::string, BundleExposure> result;
  for (const auto& [endpoint, body] : fields.map("exposed-endpoints")) {
    const auto* map = std::get_if<YamlMap>(&body.data);
    const YamlMap nothing;
    const BundleFields detail(map ? *map : nothing, path + "exposed-endpoints." + endpoint + ".");
    result[endpoint] = {detail.list("expose-to-spaces"), detail.list("expose-to-cidrs")};
  }
  return result;
}

std::map<std::string, BundleOffer> offers_in(const BundleFields& fields, const std::string& path) {
  std::map<std::string, BundleOffer> result;
  for (const auto& [name, body] : fields.map("offers")) {
    const auto* map = std::get_if<YamlMap>(&body.data);
    const YamlMap nothing;
    const BundleFields detail(map ? *map : nothing, path + "offers." + name + ".");
    result[name] = {detail.list("endpoints"), detail.texts("acl")};
  }
  return result;
}

BundleApplication application_in(const std::string& name, const YamlMap& map, std::vector<std::string>& ignored) {
  static const std::set<std::string> known{"charm", "charm-folder", "channel", "revision", "series", "base", "resources",
                                           "num_units", "scale", "to", "expose", "options", "annotations", "constraints",
                                           "storage", "bindings", "trust", "exposed-endpoints", "offers"};
  const auto path = "applications." + name + ".";
  const BundleFields fields(map, path);
  fields.note_unknown(known, ignored);
  if (fields.number("scale") && fields.number("num_units"))
    throw make_error(ErrorKind::invalid, "cannot specify both scale and num_units for application \"{}\"", name);
  BundleApplication application{.charm = fields.text("charm"), .folder = fields.text("charm-folder")};
  application.channel = fields.text("channel");
  application.revision = fields.number("revision");
  application.base = base_in(fields);
  application.resources = fields.texts("resources");
  application.num_units = fields.number("num_units") ? fields.number("num_units") : fields.number("scale");
  application.to = fields.list("to");
  application.expose = fields.flag("expose");
  application.exposed_endpoints = exposures_in(fields, path);
  application.options = fields.texts("options");
  application.annotations = fields.texts("annotations");
  application.constraints = fields.text("constraints");
  application.storage = fields.texts("storage");
  application.bindings = fields.texts("bindings");
  application.trust = fields.flag("trust");
  application.offers = offers_in(fields, path);
  return application;
}

[[noreturn]] void refuse_relation(const YamlValue& relation, std::size_t count) {
  auto text = write_yaml(relation);
  while (text.ends_with('\n')) text.pop_back();
  throw make_error(ErrorKind::invalid, "cannot deploy bundle: relation [{}] has {} endpoint(s), not 2", text, count);
}

void add_relation(Bundle& bundle, const YamlValue& relation) {
  const auto* ends = std::get_if<YamlList>(&relation.data);
  if (!ends || ends->size() != 2) refuse_relation(relation, ends ? ends->size() : 0);
  const auto* first = std::get_if<std::string>(&(*ends)[0].data);
  const auto* second = std::get_if<std::string>(&(*ends)[1].data);
  const auto* several = std::get_if<YamlList>(&(*ends)[1].data);
  if (!first || (!second && !several)) refuse_relation(relation, 0);
  if (second) return bundle.relations.emplace_back(*first, *second), void();
  for (const auto& one : *several) { // the old form: one to several
    const auto* text = std::get_if<std::string>(&one.data);
    if (!text) refuse_relation(relation, 0);
    bundle.relations.emplace_back(*first, *text);
  }
}

void read_machines(Bundle& bundle, const BundleFields& root) {
  for (const auto& [id, body] : root.map("machines")) {
    const auto* map = std::get_if<YamlMap>(&body.data);
    if (!map && !body.is_null()) throw make_error(ErrorKind::invalid, "cannot deploy bundle: machines.{}: expected a mapping", id);
    const YamlMap nothing;
    const BundleFields fields(map ? *map : nothing, "machines." + id + ".");
    fields.note_unknown({"constraints", "annotations", "series", "base"}, bundle.ignored);
    bundle.machines[id] = {fields.text("constraints"), base_in(fields), fields.texts("annotations")};
  }
}

} // namespace

Bundle read_bundle(const BundleFile& base, const std::vector<BundleFile>& overlays) {
  const auto document = merged_bundle(base, overlays);
  const BundleFields root(document, "");
  Bundle bundle;
  if (root.text("bundle") == "kubernetes")
    throw Error(ErrorKind::invalid, "cannot deploy bundle: it is for Kubernetes, and this model has machines");
  root.note_unknown({"bundle", "name", "description", "tags", "series", "default-base", "applications", "machines",
                     "relations", "saas", "docs", "website", "source", "issues"},
                    bundle.ignored);
  bundle.default_base = root.text("default-base");
  if (bundle.default_base.empty()) bundle.default_base = base_in(root);
  for (const auto& [name, body] : root.map("applications")) {
    const auto* map = std::get_if<YamlMap>(&body.data);
    if (!map) throw make_error(ErrorKind::invalid, "base application \"{}\" has no body", name);
    bundle.applications[name] = application_in(name, *map, bundle.ignored);
  }
  read_machines(bundle, root);
  for (const auto& [name, body] : root.map("saas")) {
    const auto* map = std::get_if<YamlMap>(&body.data);
    const YamlMap nothing;
    bundle.saas[name] = BundleFields(map ? *map : nothing, "saas." + name + ".").text("url");
  }
  if (const auto* relations = find_in(document, "relations"); relations && !relations->is_null()) {
    const auto* list = std::get_if<YamlList>(&relations->data);
    if (!list) throw Error(ErrorKind::invalid, "cannot deploy bundle: relations: expected a list");
    for (const auto& relation : *list) add_relation(bundle, relation);
  }
  for (const auto& [name, application] : bundle.applications) {
    if (application.num_units.value_or(0) > most_units)
      throw make_error(ErrorKind::invalid, "cannot deploy bundle: too many units of application \"{}\"", name);
    if (application.expose && !application.exposed_endpoints.empty())
      throw make_error(ErrorKind::invalid,
                       "exposed-endpoints cannot be specified together with \"exposed:true\" in application \"{}\" as "
                       "this poses a security risk when deploying bundles to older controllers", name);
  }
  return bundle;
}

std::pair<std::string, std::string> bundle_end(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return {text, ""};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<BundlePlacement> parse_bundle_placement(const std::string& text) {
  BundlePlacement placement;
  auto rest = text;
  if (const auto colon = rest.find(':'); colon != std::string::npos) {
    placement.container = rest.substr(0, colon);
    rest.erase(0, colon + 1);
  } else if (rest == "lxd" || rest == "kvm") {
    placement.container = rest;
    rest = "new";
  }
  if (!placement.container.empty() && placement.container != "lxd" && placement.container != "kvm") return std::nullopt;
  placement.target = rest;
  using Kind = BundlePlacement::Kind;
  if (rest == "new") placement.kind = Kind::fresh;
  else if (!rest.empty() && rest.find_first_not_of("0123456789") == std::string::npos) placement.kind = Kind::machine;
  else if (UnitName::parse(rest)) placement.kind = Kind::unit;
  else if (is_valid_application_name(rest)) placement.kind = Kind::application;
  else return std::nullopt;
  return placement;
}

} // namespace periapt::charm
