#include "client/transfer.h"

#include "base/file.h"

#include <fstream>

namespace periapt::client {
namespace asio = boost::asio;

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

Error file_error(std::string_view verb, const std::filesystem::path& file) {
  return make_error(ErrorKind::internal, "cannot {} \"{}\": {}", verb, file.string(),
                    std::generic_category().message(errno));
}

/// Takes the body into `out`; the answer's own body stays empty.
asio::awaitable<Answer> receive_into(HttpConnection& connection, std::ofstream& out, const std::filesystem::path& part,
                                     std::chrono::milliseconds timeout) {
  Answer answer;
  answer.status = co_await connection.read_status(timeout);
  if (answer.status / 100 != 2) {
    answer.error = co_await read_refusal(connection, answer.status, timeout);
    co_return answer;
  }
  const BodySink sink = [&](std::string_view piece) {
    if (!out.write(piece.data(), static_cast<std::streamsize>(piece.size()))) throw file_error("write", part);
  };
  co_await connection.read_body(sink, timeout);
  co_return answer;
}

void put_in_place(std::ofstream& out, const std::filesystem::path& part, const std::filesystem::path& file) {
  out.close();
  if (!out) throw file_error("write", part);
  sync_path(part);
  std::filesystem::rename(part, file);
  sync_path(file.parent_path());
}

} // namespace

asio::awaitable<Answer> download_file(HttpConnection& connection, std::string target, std::filesystem::path file,
                                      std::chrono::milliseconds timeout) {
  auto part = file;
  part += ".part";
  try {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out) throw file_error("make", part);
    std::filesystem::permissions(part, std::filesystem::perms(0600)); // a backup holds what is nobody else's
    RequestHead head{.method = Method::get, .target = std::move(target)};
    co_await connection.send(std::move(head), {}, timeout);
    auto answer = co_await receive_into(connection, out, part, timeout);
    if (answer.error) std::filesystem::remove(part);
    else put_in_place(out, part, file);
    co_return answer;
  } catch (const Error& error) {
    co_return no_answer(error);
  } catch (const std::system_error& error) {
    co_return no_answer(make_error(ErrorKind::internal, "cannot keep \"{}\": {}", file.string(), error.what()));
  }
}

asio::awaitable<Answer> upload_file(HttpConnection& connection, std::string target, std::filesystem::path file,
                                    std::function<void(std::uintmax_t)> progress, std::chrono::milliseconds timeout) {
  try {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw file_error("read", file);
    const auto size = std::filesystem::file_size(file);
    RequestHead head{.method = Method::post, .target = std::move(target), .body_size = size};
    co_await connection.send(std::move(head), {}, timeout);
    std::string piece(piece_bytes, '\0');
    for (std::uintmax_t sent = 0; sent < size;) {
      in.read(piece.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(piece_bytes, size - sent)));
      if (in.gcount() <= 0) throw file_error("read", file);
      const std::string_view filled(piece.data(), static_cast<std::size_t>(in.gcount()));
      if (!co_await connection.send_more(filled, timeout)) break; // refused: the answer says why
      sent += filled.size();
      if (progress) progress(sent);
    }
    co_return co_await read_answer(connection, timeout);
  } catch (const Error& error) {
    co_return no_answer(error);
  } catch (const std::system_error& error) {
    co_return no_answer(make_error(ErrorKind::internal, "cannot read \"{}\": {}", file.string(), error.what()));
  }
}

} // namespace periapt::client
