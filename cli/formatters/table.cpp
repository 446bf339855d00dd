#include "cli/formatters/table.h"

#include <algorithm>
#include <ostream>

namespace periapt::cli {

namespace {

const char* escape_of(Colour colour) {
  switch (colour) {
  case Colour::good: return "\033[32m";
  case Colour::busy: return "\033[33m";
  case Colour::bad: return "\033[31m";
  case Colour::faint: return "\033[2m";
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
  for (const char* good : {"active", "idle", "started", "running", "available", "joined", "applied", "alive"})
    if (status == good) return Colour::good;
  for (const char* bad : {"error", "blocked", "lost", "down", "failed", "provisioning error", "stopped", "dead"})
    if (status == bad) return Colour::bad;
  return status == "unknown" || status == "terminated" ? Colour::faint : Colour::busy;
}

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Table::Table(std::vector<std::string> titles) {
  for (auto& title : titles) {
    right_.push_back(title.starts_with('>'));
    if (right_.back()) title.erase(0, 1);
    titles_.emplace_back(std::move(title));
  }
}

void Table::add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }

void Table::print(std::ostream& out, bool colour) const {
  std::vector<std::size_t> widths(titles_.size(), 0);
  const auto widen = [&](const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], display_width(cells[i].text));
  };
  widen(titles_);
  for (const auto& row : rows_) widen(row);
  print_row(out, titles_, widths, false);
  for (const auto& row : rows_) print_row(out, row, widths, colour);
}

void Table::print_row(std::ostream& out, const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                      bool colour) const {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - display_width(cells[i].text), ' ');
    const bool last = i + 1 == cells.size();
    if (right_[i]) out << padding;
    out << coloured(cells[i], colour);
    if (!last) out << (right_[i] ? "" : padding) << "  ";
  }
  out << '\n';
}

} // namespace periapt::cli
