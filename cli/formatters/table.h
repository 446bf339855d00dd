// Aligned columns for people. Widths fit the longest cell plus two spaces; the last column is not padded.
// Rule: contract/cli.md 1.5, contract/status.md 11.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace periapt::cli {

enum class Colour { none, good, busy, bad, faint };

struct Cell {
  std::string text;
  Colour colour = Colour::none;

  Cell(std::string text_, Colour colour_ = Colour::none) : text(std::move(text_)), colour(colour_) {}
  Cell(const char* text_) : text(text_) {}
};

/// green for what is well, yellow for what is under way, red for what needs a person
Colour colour_of_status(const std::string& status);

/// With the terminal's escapes if `colour`.
std::string coloured(const Cell& cell, bool colour);

class Table {
public:
  /// A title that begins with '>' makes a right-aligned column.
  explicit Table(std::vector<std::string> titles);

  void add(std::vector<Cell> cells);
  bool empty() const { return rows_.empty(); }
  void print(std::ostream& out, bool colour) const;

private:
  void print_row(std::ostream& out, const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                 bool colour) const;

  std::vector<Cell> titles_;
  std::vector<bool> right_;
  std::vector<std::vector<Cell>> rows_;
};

/// How many columns a terminal needs for UTF-8 text: one a character.
std::size_t display_width(const std::string& text);

} // namespace periapt::cli
