// Many agents at once (B7): what each connected agent costs the controller in memory, and how long one change to a bag
// takes, from sending the commit that holds it until it has arrived at all the units that it concerns, while the streams
// of all the others are open. Real sockets; the controller, which is all but the machines' provider, is a process of its own.
// The floor is a byte to as many other connections and back, through one process that does nothing else.
// Table on stderr, JSON on stdout. Usage: agents_bench [agents]. Budgets: DESIGN section 8.
#include "base/file.h"
#include "base/sha256.h"
#include "core/commit.h"
#include "support/running_server.h"
#include "support/stored_model.h"
#include "wire/codec.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace periapt;
using Stopwatch = std::chrono::steady_clock;

namespace {

constexpr int units_each = 10;
constexpr int rounds = 50;

std::string token_of(MachineId machine) { return "token-" + std::to_string(machine.value); }

/// Pairs of related applications, all units in the relation's scope, each on a machine of its own.
struct ManyAgents {
  ManyAgents(store::WriteTransaction& transaction, int agents) {
    test::StoredModel model(transaction);
    for (int i = 0; i < agents / (2 * units_each); ++i) {
      const auto client = model.application("client" + std::to_string(i) + "x"), server = model.application("server" + std::to_string(i) + "x");
      const auto relation = model.relation(client, server);
      for (const auto& application : {server, client})
        for (int j = 0; j < units_each; ++j) {
          const auto unit = model.unit(application);
          store::machines::add_token(transaction, unit.machine, sha256_hex(token_of(unit.machine)));
          model.enter(relation, unit, {{"hostname", "10.0.0.1"}, {"port", "3306"}});
          units.push_back(unit);
        }
      relations.push_back(relation.id);
    }
  }

  std::vector<store::UnitRow> units; // of each pair: its servers, then its clients
  std::vector<RelationId> relations;
};

// --- the controller's process -------------------------------------------------------------------
/// Tells where it is and whom it knows, then serves until its input ends.
[[noreturn]] void serve(int agents, UniqueFd in, UniqueFd out) {
  {
    test::RunningServer server;
    std::optional<ManyAgents> model;
    server.store().write([&](store::WriteTransaction& transaction) { model.emplace(transaction, agents); });
    std::string words = server.socket().string() + "\n";
    for (const auto& unit : model->units) words += fmt::format("{} {} ", unit.id.value, unit.machine.value);
    words += "\n";
    for (const auto relation : model->relations) words += fmt::format("{} ", relation.value);
    model.reset();
    write_all(out.get(), words + "\n.\n");
    out.reset();
    char byte = 0;
    while (::read(in.get(), &byte, 1) > 0) {
    }
  }
  std::_Exit(0);
}

struct Known {
  std::string socket;
  std::vector<std::pair<UnitId, MachineId>> units;
  std::vector<RelationId> relations;
};

Known read_known(int fd) {
  std::string text;
  char piece[65536];
  for (ssize_t size = 1; size > 0;) {
    size = ::read(fd, piece, sizeof piece);
    text.append(piece, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  }
  if (!text.ends_with(".\n")) throw std::runtime_error("the controller did not start");
  Known known;
  std::istringstream in(text);
  std::string line;
  std::getline(in, known.socket);
  std::getline(in, line);
  std::istringstream units(line);
  for (std::int64_t unit = 0, machine = 0; units >> unit >> machine;) known.units.push_back({{unit}, {machine}});
  std::getline(in, line);
  std::istringstream relations(line);
  for (std::int64_t relation = 0; relations >> relation;) known.relations.push_back({relation});
  return known;
}

/// Private memory, in KiB.
double pss_of(pid_t process) {
  std::ifstream in(fmt::format("/proc/{}/smaps_rollup", process));
  std::string word;
  while (in >> word)
    if (double value = 0; word == "Pss:" && in >> value) return value;
  return 0;
}

// --- the agents' side ---------------------------------------------------------------------------
class AgentStream {
public:
  AgentStream(const std::string& socket, MachineId machine) : fd_(connect_unix(socket)) {
    write_all(fd_.get(), fmt::format("GET /v1/machines/{}/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\r\n",
                                     machine.value, token_of(machine)));
  }

  int fd() const { return fd_.get(); }

  /// Reads until one more event has come whole; heartbeats are passed over.
  void await_event() {
    std::string text;
    while (!text.ends_with("\n\n\r\n") || text.find("data: ") == std::string::npos) {
      pollfd readable{fd_.get(), POLLIN, 0};
      char piece[65536];
      if (::poll(&readable, 1, 60'000) <= 0) throw std::runtime_error("an agent was told nothing");
      const auto size = ::recv(fd_.get(), piece, sizeof piece, 0);
      if (size <= 0) throw std::runtime_error("a stream ended: " + text.substr(0, 200));
      text.append(piece, static_cast<std::size_t>(size));
    }
  }

private:
  UniqueFd fd_;
};

class Committer {
public:
  explicit Committer(const std::string& socket) : connection_(socket) {}

  void write(UnitId unit, MachineId machine, const Commit& commit) {
    const auto body = wire::encode(commit);
    connection_.send(fmt::format("POST /v1/units/{}/commits HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n"
                                 "Content-Length: {}\r\n\r\n{}", unit.value, token_of(machine), body.size(), body));
  }
  void await_answer() {
    const auto answer = connection_.read_until("}");
    if (answer.find("\"accepted\":true") == std::string::npos) throw std::runtime_error("the commit was refused: " + answer);
  }

private:
  test::RawConnection connection_;
};

// --- the floor ----------------------------------------------------------------------------------
/// A process that hands each byte that it gets on to all of `peers`.
class Repeater {
public:
  explicit Repeater(int peers) {
    int own[2];
    for (int i = 0; i < peers + 1; ++i) {
      if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, own) != 0) throw std::runtime_error("no socket pair");
      ours_.emplace_back(own[0]);
      theirs_.emplace_back(own[1]);
    }
    process_ = ::fork();
    if (process_ == 0) repeat();
    theirs_.clear();
  }
  ~Repeater() {
    ours_.clear();
    ::waitpid(process_, nullptr, 0);
  }

  void round() {
    char byte = 'x';
    write_all(ours_[0].get(), "x");
    for (std::size_t i = 1; i < ours_.size(); ++i)
      if (::read(ours_[i].get(), &byte, 1) != 1) throw std::runtime_error("the floor is gone");
  }

private:
  [[noreturn]] void repeat() {
    ours_.clear();
    char byte = 0;
    while (::read(theirs_[0].get(), &byte, 1) == 1)
      for (std::size_t i = 1; i < theirs_.size(); ++i) write_all(theirs_[i].get(), "x");
    std::_Exit(0);
  }

  std::vector<UniqueFd> ours_, theirs_;
  pid_t process_ = -1;
};

template <class Function>
double timed_ms(Function function) {
  const auto start = Stopwatch::now();
  function();
  return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure(pid_t controller, const Known& known, int agents) {
  const auto before = pss_of(controller);
  std::vector<AgentStream> streams;
  const auto connecting = timed_ms([&] {
    for (const auto& [unit, machine] : known.units) streams.emplace_back(known.socket, machine);
    for (auto& stream : streams) stream.await_event();
  });
  const auto each_kib = (pss_of(controller) - before) / agents;

  Repeater repeater(units_each);
  Committer committer(known.socket);
  std::vector<double> changes, floors;
  for (int i = 0; i < rounds; ++i) {
    const auto pair = static_cast<std::size_t>(i) % known.relations.size();
    const auto server = pair * 2 * units_each, clients = server + units_each;
    const auto& [unit, machine] = known.units[server];
    const Commit commit{.number = i / static_cast<std::int64_t>(known.relations.size()) + 1,
                        .settings = {{.relation = known.relations[pair], .changes = {{"port", std::to_string(i)}}}}};
    changes.push_back(timed_ms([&] {
      committer.write(unit, machine, commit);
      for (auto told = clients; told < clients + units_each; ++told) streams[told].await_event();
    }));
    committer.await_answer();
    floors.push_back(timed_ms([&] { repeater.round(); }));
  }

  const auto change = median(changes), floor = median(floors);
  constexpr double budget_kib = 40, budget_ms = 10;
  const auto verdict = [](bool met) { return met ? "met" : "MISSED"; };
  fmt::print(stderr, "{} agents connected and told what is theirs in {:.1f} s\n", agents, connecting / 1000);
  fmt::print(stderr, "B7 memory for each, KiB       {:>10.1f}   budget {:.0f} {}\n", each_kib, budget_kib, verdict(each_kib <= budget_kib));
  fmt::print(stderr, "B7 one change to {} units, ms {:>10.2f}   budget {:.0f} {}, {:.1f} x floor\n", units_each, change, budget_ms,
             verdict(change <= budget_ms), change / floor);
  fmt::print("{{\"benchmark\":\"many agents\",\"agents\":{},\"connecting-ms\":{:.0f},\"kib-each\":{:.1f},\"change-p50-ms\":{:.2f},"
             "\"floor-p50-ms\":{:.3f}}}\n", agents, connecting, each_kib, change, floor);
}

void allow_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char** argv) {
  const int agents = std::max(2 * units_each, argc > 1 ? std::atoi(argv[1]) : 10'000) / (2 * units_each) * (2 * units_each);
  allow_descriptors();
  int to_controller[2], from_controller[2];
  if (::pipe2(to_controller, O_CLOEXEC) != 0 || ::pipe2(from_controller, O_CLOEXEC) != 0) return 1;
  const pid_t controller = ::fork();
  UniqueFd in(to_controller[0]), end(to_controller[1]), words(from_controller[0]), out(from_controller[1]);
  if (controller == 0) {
    end.reset();
    words.reset();
    serve(agents, std::move(in), std::move(out));
  }
  in.reset();
  out.reset();
  int status = 1;
  try {
    measure(controller, read_known(words.get()), agents);
    status = 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "agents_bench: {}\n", error.what());
  }
  end.reset();
  ::waitpid(controller, nullptr, 0);
  return status;
}
