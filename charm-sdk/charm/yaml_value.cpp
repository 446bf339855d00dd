#include "charm/yaml_value.h"

namespace periapt::charm {

YamlValue::YamlValue(YamlList value) : data(std::move(value)) {}
YamlValue::YamlValue(YamlMap value) : data(std::move(value)) {}

bool YamlValue::operator==(const YamlValue& other) const { return data == other.data; }

} // namespace periapt::charm
