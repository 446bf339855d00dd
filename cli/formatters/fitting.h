// Text for people, fitted to the terminal that it is read on. Where no terminal reads it nothing is changed: what is
// piped or written to a file is the same whatever the terminal. Threads: one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::cli {

/// From now on what is printed goes to that terminal.
void fit_to_terminal(int descriptor);
/// The columns that it has at this moment; 0: no terminal, or one too narrow to fit anything to.
std::size_t terminal_columns();

/// How many columns a terminal needs for UTF-8 text: one a character.
std::size_t display_width(std::string_view text);
/// The width of the longest word.
std::size_t longest_word(std::string_view text);

/// Lines of at most `columns`, broken between words; a longer word is broken where it must be. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// Help: prose is wrapped anew, and so are descriptions in a column of their own, below themselves. Commands are left
/// as they are, to be copied. 0 columns: the text itself.
std::string fitted_help(const std::string& text, std::size_t columns);

} // namespace periapt::cli
