#pragma once

#include <boost/describe/enum.hpp>

namespace periapt {

/// A removed thing is dying until everything that depends on it has ended, then dead, then gone.
enum class Life { alive, dying, dead };
BOOST_DESCRIBE_ENUM(Life, alive, dying, dead)

} // namespace periapt
