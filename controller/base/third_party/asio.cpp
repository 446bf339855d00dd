// Asio and Beast are headers; this is their own code, compiled once.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
