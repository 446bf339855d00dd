// What a program prints, through two pipes: as a whole, or line by line.
#pragma once

#include "base/process.h"
#include "base/unique_fd.h"

#include <string>
#include <string_view>
#include <vector>

namespace periapt::adapters {

class OutputPipes {
public:
  OutputPipes(); // throws std::system_error

  std::vector<FdMapping> mappings() const { return {{1, out_.write_end.get()}, {2, err_.write_end.get()}}; }
  void close_write_ends();

  /// Until both have ended.
  void read_all(std::string& out, std::string& err);

  int out_fd() const { return out_.read_end.get(); } // -1: it has ended
  int err_fd() const { return err_.read_end.get(); }
  bool ended() const { return !out_.read_end && !err_.read_end; }

  /// Whole lines that are there now, without their newlines; a longer one than longest_line is cut.
  std::vector<std::string> out_lines() { return lines_of(out_); }
  std::vector<std::string> err_lines() { return lines_of(err_); }
  /// What is left of a last line without an end.
  std::vector<std::string> rest_of_out() { return rest_of(out_); }
  std::vector<std::string> rest_of_err() { return rest_of(err_); }

private:
  struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
    std::string partial;
  };
  static void open(Pipe& pipe);
  /// False: there is nothing now.
  static bool read_some(Pipe& pipe, std::string& into);
  static std::vector<std::string> lines_of(Pipe& pipe);
  static std::vector<std::string> rest_of(Pipe& pipe);

  Pipe out_;
  Pipe err_;
};

} // namespace periapt::adapters
