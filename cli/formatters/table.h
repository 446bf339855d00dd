// Aligned columns for people. Widths fit the longest cell plus two spaces; the last column is not padded. On a terminal
// that is too narrow, columns that are empty are left out and the last column's text is wrapped.
// Rule: contract/cli.md 1.5, contract/status.md 11.
#pragma once

#include "cli/formatters/fitting.h"

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace periapt::cli {

enum class Colour { none, good, busy, bad, faint, heading, place, port };

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

  /// A row is one line whatever a charm has said: control characters are shown as spaces.
  void add(std::vector<Cell> cells);
  bool empty() const { return rows_.empty(); }
  /// `columns`: what there is room for; 0: no limit.
  void print(std::ostream& out, bool colour, std::size_t columns = terminal_columns()) const;

private:
  struct Layout {
    std::vector<std::size_t> shown;  // the columns
    std::vector<std::size_t> widths; // of all columns
    std::size_t start = 0;           // where the last one begins
    std::size_t room = 0;            // what its text is wrapped to; 0: not at all
    bool below = false;              // it has a line of its own
  };
  Layout natural_layout() const;
  Layout layout(std::size_t columns) const;
  bool is_blank(std::size_t column) const;
  std::size_t longest_word_of(std::size_t column) const;
  void print_row(std::ostream& out, const std::vector<Cell>& cells, const Layout& layout, bool colour) const;

  std::vector<Cell> titles_;
  std::vector<bool> right_;
  std::vector<std::vector<Cell>> rows_;
};

} // namespace periapt::cli
