#include "cli/formatters/table.h"

#include <algorithm>
#include <ostream>

namespace periapt::cli {

namespace {

constexpr std::size_t least_room = 10; // for a column of wrapped text; with less it goes below its row
constexpr std::size_t below_indent = 4;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

const char* escape_of(Colour colour) {
  switch (colour) {
  case Colour::good: return "\033[32m";
  case Colour::busy: return "\033[33m";
  case Colour::bad: return "\033[31m";
  case Colour::faint: return "\033[2m";
  case Colour::heading: return "\033[1m";
  case Colour::place: return "\033[36m";
  case Colour::port: return "\033[95m";
  case Colour::none: break;
  }
  return "";
}

} // namespace

std::string coloured(const Cell& cell, bool colour) {
  if (!colour || cell.colour == Colour::none || cell.text.empty()) return cell.text;
  return escape_of(cell.colour) + cell.text + "\033[0m";
}

Colour colour_of_status(const std::string& status) {
  for (const char* good : {"active", "idle", "started", "running", "available", "joined", "applied", "alive",
                           "executing", "attaching", "attached"})
    if (status == good) return Colour::good;
  for (const char* bad : {"error", "blocked", "lost", "down", "failed", "provisioning error", "stopped", "dead"})
    if (status == bad) return Colour::bad;
  return status == "unknown" || status == "terminated" ? Colour::faint : Colour::busy;
}

Table::Table(std::vector<std::string> titles) {
  for (auto& title : titles) {
    right_.push_back(title.starts_with('>'));
    if (right_.back()) title.erase(0, 1);
    titles_.emplace_back(std::move(title));
  }
}

void Table::add(std::vector<Cell> cells) {
  for (auto& cell : cells) std::replace_if(cell.text.begin(), cell.text.end(), is_control, ' ');
  rows_.push_back(std::move(cells));
}

bool Table::is_blank(std::size_t column) const {
  return std::all_of(rows_.begin(), rows_.end(),
                     [&](const auto& row) { return column >= row.size() || row[column].text.empty(); });
}

std::size_t Table::longest_word_of(std::size_t column) const {
  std::size_t longest = longest_word(titles_[column].text);
  for (const auto& row : rows_)
    if (column < row.size()) longest = std::max(longest, longest_word(row[column].text));
  return longest;
}

Table::Layout Table::natural_layout() const {
  Layout layout;
  layout.widths.assign(titles_.size(), 0);
  const auto widen = [&](const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size() && i < layout.widths.size(); ++i)
      layout.widths[i] = std::max(layout.widths[i], display_width(cells[i].text));
  };
  widen(titles_);
  for (const auto& row : rows_) widen(row);
  for (std::size_t i = 0; i < titles_.size(); ++i) layout.shown.push_back(i);
  for (std::size_t i = 0; i + 1 < titles_.size(); ++i) layout.start += layout.widths[i] + 2;
  return layout;
}

Table::Layout Table::layout(std::size_t columns) const {
  auto layout = natural_layout();
  const auto last = [&] { return layout.shown.back(); };
  const auto fits = [&] { return layout.start + layout.widths[last()] <= columns; };
  if (columns == 0 || fits()) return layout;
  std::erase_if(layout.shown, [&](std::size_t column) { return column > 0 && is_blank(column); });
  layout.start = 0;
  for (const auto column : layout.shown) layout.start += column == last() ? 0 : layout.widths[column] + 2;
  if (fits() || right_[last()] || layout.start > columns + 2) return layout;
  const auto room = columns - std::min(columns, layout.start);
  layout.below = room < least_room || longest_word_of(last()) > room;
  if (layout.below) layout.start = below_indent;
  layout.room = columns - layout.start;
  return layout;
}

void Table::print(std::ostream& out, bool colour, std::size_t columns) const {
  const auto chosen = layout(columns);
  auto titles = titles_;
  for (auto& title : titles) title.colour = Colour::heading;
  print_row(out, titles, chosen, colour);
  for (const auto& row : rows_) print_row(out, row, chosen, colour);
}

void Table::print_row(std::ostream& out, const std::vector<Cell>& cells, const Layout& layout, bool colour) const {
  for (const auto i : layout.shown) {
    if (i >= cells.size()) break;
    const auto& cell = cells[i];
    if (i != layout.shown.back()) {
      const std::string padding(layout.widths[i] - display_width(cell.text), ' ');
      out << (right_[i] ? padding : "") << coloured(cell, colour);
      if (i + 1 < cells.size()) out << (right_[i] ? "" : padding) << "  ";
      continue;
    }
    if (right_[i]) out << std::string(layout.widths[i] - display_width(cell.text), ' ');
    if (layout.below && cell.text.empty()) continue;
    const auto lines = layout.room == 0 ? std::vector{cell.text} : wrapped(cell.text, layout.room);
    for (std::size_t line = 0; line < lines.size(); ++line) {
      if (line > 0 || layout.below) out << '\n' << std::string(layout.start, ' ');
      out << coloured({lines[line], cell.colour}, colour);
    }
  }
  out << '\n';
}

} // namespace periapt::cli
