// The part of Asio that is about TLS, compiled once (see base/third_party/asio.cpp).
#include <boost/asio/ssl/impl/src.hpp>
