#include "cli/formatters/fitting.h"

#include <sys/ioctl.h>

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

constexpr std::size_t least_columns = 40;         // narrower is left to the terminal
constexpr std::size_t widest_description_at = 40; // a description begins no further to the right
constexpr std::size_t least_description = 20;

int fitted_terminal = -1;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// How many bytes the first `columns` characters have.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
  std::size_t at = 0, seen = 0;
  for (; at < text.size(); ++at)
    if (begins_character(text[at]) && seen++ == columns) break;
  return at;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const auto end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return words;
}

/// Where the line's description begins, after two spaces or more; 0 when it has none.
std::size_t description_at(std::string_view line) {
  const auto word = line.find_first_not_of(' ');
  const auto gap = word == std::string_view::npos ? word : line.find("  ", word);
  if (gap == std::string_view::npos) return 0;
  const auto at = line.find_first_not_of(' ', gap);
  return at == std::string_view::npos || at > widest_description_at ? 0 : at;
}

void append(std::string& result, std::string_view text, std::size_t indent, std::size_t columns) {
  bool first = true;
  for (const auto& line : wrapped(text, columns - indent)) {
    if (!first) result.append(indent, ' ');
    result += line + "\n";
    first = false;
  }
}

/// Lines that begin at the margin and follow each other, when one of them is too long.
void append_prose(std::string& result, const std::vector<std::string>& lines, std::size_t columns) {
  const bool fits =
      std::all_of(lines.begin(), lines.end(), [&](const auto& line) { return display_width(line) <= columns; });
  std::string all;
  for (const auto& line : lines) {
    if (fits) result += line + "\n";
    else all += (all.empty() ? "" : " ") + line;
  }
  if (!fits) append(result, all, 0, columns);
}

} // namespace

void fit_to_terminal(int descriptor) { fitted_terminal = descriptor; }

std::size_t terminal_columns() {
  winsize size{};
  if (fitted_terminal < 0 || ioctl(fitted_terminal, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col < least_columns ? 0 : size.ws_col;
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (const auto word : words_of(text)) longest = std::max(longest, display_width(word));
  return longest;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return {std::string(text)};
  std::vector<std::string> lines;
  std::string line;
  for (auto word : words_of(text)) {
    if (!line.empty() && display_width(line) + 1 + display_width(word) <= columns) {
      line += ' ';
    } else if (!line.empty()) {
      lines.push_back(std::move(line));
      line.clear();
    }
    for (; display_width(word) > columns; word.remove_prefix(bytes_of(word, columns)))
      lines.emplace_back(word.substr(0, bytes_of(word, columns)));
    line += word;
  }
  lines.push_back(std::move(line));
  return lines;
}

std::string fitted_help(const std::string& text, std::size_t columns) {
  if (columns == 0) return text;
  std::istringstream input(text);
  std::string result;
  std::vector<std::string> prose;
  const auto end_prose = [&] {
    append_prose(result, prose, columns);
    prose.clear();
  };
  for (std::string line; std::getline(input, line);) {
    const auto at = description_at(line);
    if (!line.empty() && line.front() != ' ' && at == 0 && (!line.ends_with(':') || !prose.empty())) {
      if (line.starts_with("- ")) end_prose();
      prose.push_back(line);
      continue;
    }
    end_prose();
    if (at == 0 || display_width(line) <= columns || at + least_description > columns) {
      result += line + "\n";
      continue;
    }
    result += line.substr(0, at);
    append(result, std::string_view(line).substr(at), at, columns);
  }
  end_prose();
  return result;
}

} // namespace periapt::cli
