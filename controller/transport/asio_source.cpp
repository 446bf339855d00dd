// Asio's and Beast's own code, compiled once for every program that links this room.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
