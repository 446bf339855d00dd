// MD5 by nettle: not for trust in anything, but the form in which fingerprints of SSH keys have long been told.
#pragma once

#include <string>
#include <string_view>

namespace periapt {

/// Lower-case hex, 32 characters. Any thread.
std::string md5_hex(std::string_view data);

} // namespace periapt
