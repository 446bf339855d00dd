// Resources as values: files that a charm declares by name and operators supply. The content is a file named by its
// SHA-256 (DESIGN section 9, rule 27). Rule: contract/charm-format.md 3.3, contract/cli.md 3.9.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace periapt {

/// A file that was uploaded, as the controller found it to be.
struct ResourceFile {
  std::string sha256;      // its name in the controller
  std::string fingerprint; // SHA-384, which people and agents compare
  std::int64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(ResourceFile, (), (sha256, fingerprint, size_bytes))

/// A resource of an application, or what a unit has of it, as people see it.
struct ResourceReport {
  std::string name;
  std::string type; // file, oci-image
  std::string filename;
  std::string description;
  std::string fingerprint; // empty: nothing was supplied or fetched yet
  std::int64_t size_bytes = 0;
  TimeMs uploaded_ms = 0;
};
BOOST_DESCRIBE_STRUCT(ResourceReport, (),
                      (name, type, filename, description, fingerprint, size_bytes, uploaded_ms))

/// Whether it can be one folder or file below another, whatever a charm calls it: there is no way out.
bool is_plain_file_name(std::string_view text);

} // namespace periapt
