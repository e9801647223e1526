#include "synthesis/verify/background_verifier.h"

#include <pthread.h>
#include <sched.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

namespace gestalt::synthesis {

namespace {

/// A program that outlives the search which found it.
struct ExpectedProgram {
  explicit ExpectedProgram(const ProgramOfTask& of)
      : domain(of.domain), examples(of.examples), program(pool.import(of.pool, of.program)) {}

  const dsl::Domain& domain;
  dsl::Examples examples;
  dsl::TermPool pool;
  dsl::TermId program;
};

/// Others go first wherever there are more threads than cores.
void take_idle_time_only() {
#ifdef SCHED_IDLE
  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &none);  // where it may not: as any thread
#endif
}

class BackgroundVerifier final : public Verifier {
 public:
  explicit BackgroundVerifier(std::unique_ptr<Verifier> verifier)
      : verifier_(std::move(verifier)) {}

  void expect(const ProgramOfTask& program) override {
    {
      const std::lock_guard lock(mutex_);
      expected_.push_back(std::make_unique<ExpectedProgram>(program));
    }
    wake_.notify_one();
    if (!thread_.joinable()) {
      thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    }
  }

  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    stop();
    return verifier_->meets_train_pairs(domain, examples, pool, program);
  }
  [[nodiscard]] std::vector<std::string> laws_of(const dsl::Domain& domain) override {
    stop();
    return verifier_->laws_of(domain);
  }
  [[nodiscard]] Answer ask(std::string_view property, const ProgramOfTask& program) override {
    stop();
    return verifier_->ask(property, program);
  }
  [[nodiscard]] std::optional<Answer> recall(std::string_view property,
                                             const ProgramOfTask& program) override {
    stop();
    return verifier_->recall(property, program);
  }
  [[nodiscard]] Answer compare(const ProgramOfTask& a, const ProgramOfTask& b) override {
    stop();
    return verifier_->compare(a, b);
  }

 private:
  void work(const std::stop_token& stop) {
    take_idle_time_only();
    while (const auto next = wait_for_program(stop)) {
      const ProgramOfTask program{next->domain, next->examples, next->pool, next->program};
      for (const std::string& law : verifier_->laws_of(next->domain)) {
        if (stop.stop_requested()) return;
        static_cast<void>(verifier_->ask(law, program));  // it remembers
      }
    }
  }

  /// Null once it is to stop.
  std::unique_ptr<ExpectedProgram> wait_for_program(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!wake_.wait(lock, stop, [this] { return !expected_.empty(); })) return nullptr;
    if (stop.stop_requested()) return nullptr;
    auto next = std::move(expected_.front());
    expected_.pop_front();
    return next;
  }

  void stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    expected_.clear();
  }

  std::unique_ptr<Verifier> verifier_;  ///< of the thread while there is one
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<std::unique_ptr<ExpectedProgram>> expected_;
  std::jthread thread_;  ///< the last member: it ends before what it uses
};

}  // namespace

std::unique_ptr<Verifier> make_background(std::unique_ptr<Verifier> verifier) {
  return std::make_unique<BackgroundVerifier>(std::move(verifier));
}

}  // namespace gestalt::synthesis
