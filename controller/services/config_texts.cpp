#include "services/config_texts.h"

#include "core/bag.h"
#include "core/error.h"

namespace periapt::services {

ParsedConfig parse_config_texts(const charm::ConfigOptions& options, const std::map<std::string, std::string>& texts) {
  static const charm::ConfigOption trust{.name = trust_option, .type = charm::OptionType::boolean};
  ParsedConfig parsed;
  for (const auto& [name, text] : texts) {
    if (!is_utf8(text))
      throw make_error(ErrorKind::invalid, "value for option \"{}\" contains non-UTF-8 sequences", name);
    if (name == trust_option) parsed.trust = std::get<bool>(charm::parse_config_text(trust, text));
    else parsed.values[name] = charm::parse_config_text(charm::find_option(options, name), text);
  }
  return parsed;
}

} // namespace periapt::services
