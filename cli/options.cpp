#include "cli/options.h"

#include "cli/outcome.h"
#include "core/duration.h"

#include <boost/any.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <fmt/format.h>

#include <charconv>

namespace periapt::cli {

namespace po = boost::program_options;

namespace {

bool takes_value(const po::option_description& option) { return option.semantic()->max_tokens() > 0; }

std::string key_of(const po::option_description& option) { return option.long_name(); }

bool parse_boolean(const std::string& text, const std::string& name) {
  for (const char* yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (text == yes) return true;
  for (const char* no : {"0", "f", "F", "false", "FALSE", "False"})
    if (text == no) return false;
  throw UsageError(fmt::format("invalid value \"{}\" for option {}: not a boolean", text, name));
}

/// Walks the words of one command line.
class Walk {
public:
  explicit Walk(std::span<const std::string> words) : words_(words) {}
  bool done() const { return next_ == words_.size(); }
  const std::string& take() { return words_[next_++]; }

  std::string value_of(const std::string& name) {
    if (done()) throw UsageError("option needs an argument: " + name);
    return take();
  }

private:
  std::span<const std::string> words_;
  std::size_t next_ = 0;
};

const po::option_description& known(const OptionSet& options, const std::string& name) {
  const auto* option = options.find(name);
  if (!option) throw UsageError("option provided but not defined: " + name);
  return *option;
}

} // namespace

OptionSet::OptionSet(const std::string& caption) : descriptions_(caption, 100, 50) {}

OptionSet& OptionSet::flag(const char* names, const char* text) {
  descriptions_.add_options()(names, po::bool_switch(), text);
  return *this;
}

OptionSet& OptionSet::value(const char* names, const char* placeholder, const char* text, const std::string& initial) {
  auto* semantic = po::value<std::string>()->value_name(placeholder);
  if (!initial.empty()) semantic->default_value(initial);
  descriptions_.add_options()(names, semantic, text);
  return *this;
}

const po::option_description* OptionSet::find(std::string_view name) const {
  const std::string wanted(name.starts_with("--") ? name.substr(2) : name);
  return wanted.empty() ? nullptr : descriptions_.find_nothrow(wanted, false);
}

Arguments Arguments::parse(const OptionSet& options, std::span<const std::string> words, bool options_first) {
  Arguments result(options);
  Walk walk(words);
  const auto long_option = [&](const std::string& word) {
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto& option = known(options, name);
    if (equals != std::string::npos)
      result.add(option, takes_value(option)                            ? word.substr(equals + 1)
                         : parse_boolean(word.substr(equals + 1), name) ? "true"
                                                                        : "false");
    else
      result.add(option, takes_value(option) ? walk.value_of(name) : "true");
  };
  const auto letters = [&](const std::string& word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const std::string name = {'-', word[i]};
      const auto& option = known(options, name);
      std::string rest = word.substr(i + 1);
      const bool assigned = rest.starts_with('=');
      if (assigned) rest.erase(0, 1);
      if (!takes_value(option) && !assigned) {
        result.add(option, "true");
        continue;
      }
      if (!takes_value(option))
        rest = parse_boolean(rest, name) ? "true" : "false";
      else if (rest.empty() && !assigned)
        rest = walk.value_of(name);
      result.add(option, std::move(rest));
      return;
    }
  };
  while (!walk.done()) {
    const std::string& word = walk.take();
    if (word == "--") {
      while (!walk.done()) result.positional_.push_back(walk.take());
    } else if (word.starts_with("--")) {
      long_option(word);
    } else if (word.size() > 1 && word.starts_with('-')) {
      letters(word);
    } else {
      result.positional_.push_back(word);
      while (options_first && !walk.done()) result.positional_.push_back(walk.take());
    }
  }
  return result;
}

void Arguments::add(const po::option_description& option, std::string value) {
  values_[key_of(option)].push_back(std::move(value));
}

bool Arguments::flag(const std::string& name) const {
  const auto found = values_.find(name);
  return found != values_.end() && found->second.back() == "true";
}

std::string Arguments::text(const std::string& name) const {
  if (const auto found = values_.find(name); found != values_.end()) return found->second.back();
  boost::any initial;
  if (const auto* option = options_->find("--" + name); option && option->semantic()->apply_default(initial))
    return boost::any_cast<std::string>(initial);
  return "";
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> Arguments::list(const std::string& name) const {
  std::vector<std::string> parts;
  for (const auto& value : all(name))
    for (auto& part : split(value, ','))
      if (!part.empty()) parts.push_back(std::move(part));
  return parts;
}

std::int64_t Arguments::integer(const std::string& name) const {
  const std::string value = text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size())
    throw UsageError(fmt::format("invalid value \"{}\" for option --{}: not a whole number", value, name));
  return number;
}

std::chrono::milliseconds Arguments::duration(const std::string& name) const {
  const std::string value = text(name);
  const auto parsed = parse_duration(value);
  if (!parsed) throw UsageError(fmt::format("invalid value \"{}\" for option --{}: not a duration", value, name));
  return *parsed;
}

void refuse_surplus(const std::vector<std::string>& words, std::size_t most) {
  if (words.size() > most) throw UsageError("unrecognized args: " + quoted_list(std::span(words).subspan(most)));
}

std::string quoted_list(std::span<const std::string> words) {
  std::string text = "[";
  for (const auto& word : words) text += fmt::format("{}\"{}\"", text.size() > 1 ? " " : "", word);
  return text + "]";
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

} // namespace periapt::cli
