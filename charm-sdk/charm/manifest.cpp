#include "charm/metadata.h"
#include "core/error.h"

#include <algorithm>
#include <array>

namespace periapt::charm {
namespace {

constexpr std::array<std::string_view, 6> systems{"ubuntu", "centos", "windows", "osx", "opensuse", "genericlinux"};
constexpr std::array<std::string_view, 5> architectures{"amd64", "arm64", "ppc64el", "s390x", "riscv64"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> architecture_aliases{{
    {"x86_64", "amd64"}, {"x86-64", "amd64"}, {"aarch64", "arm64"}, {"ppc64", "ppc64el"}, {"ppc64le", "ppc64el"}}};

template <class Range>
bool contains(const Range& range, std::string_view text) {
  return std::find(range.begin(), range.end(), text) != range.end();
}

std::string normal_architecture(std::string_view text) {
  for (const auto& [alias, name] : architecture_aliases)
    if (text == alias) text = name;
  if (!contains(architectures, text)) throw make_error(ErrorKind::invalid, "architecture \"{}\" not valid", text);
  return std::string(text);
}

void read_channel(std::string_view text, Base& base) {
  const auto slash = text.find('/');
  base.track = text.substr(0, slash);
  if (slash != std::string_view::npos) {
    const auto rest = text.substr(slash + 1);
    base.risk = rest.substr(0, rest.find('/')); // a branch behind the risk is of no interest here
  }
  if (base.track.empty() || !is_risk(base.risk)) throw Error(ErrorKind::invalid, "channel not valid");
}

Base read_base(const YamlReader& body) {
  Base base;
  if (const auto name = body.find("name")) base.name = name->as_string();
  if (base.name.empty()) throw Error(ErrorKind::invalid, "base without name not valid");
  if (!contains(systems, base.name)) throw make_error(ErrorKind::invalid, "os \"{}\" not valid", base.name);
  const auto channel = body.find("channel");
  if (!channel) throw Error(ErrorKind::invalid, "channel not valid");
  read_channel(channel->as_string(), base);
  if (const auto list = body.find("architectures"))
    for (const auto& name : list->as_strings()) base.architectures.push_back(normal_architecture(name));
  return base;
}

} // namespace

std::vector<Base> read_manifest(std::string_view yaml) {
  const YamlReader root("coerce", parse_yaml(yaml));
  std::vector<Base> bases;
  if (root.node().is_null()) return bases;
  const auto list = root.find("bases");
  if (!list) throw Error(ErrorKind::invalid, "coerce: expected list, got nothing");
  for (const auto& body : list->as_list()) bases.push_back(read_base(body));
  return bases;
}

} // namespace periapt::charm
