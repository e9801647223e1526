// The wrappers on the verifier's seam: cache, log, cross-check; and the verifier that proves.
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "synthesis/verify/background_verifier.h"
#include "synthesis/verify/cached_verifier.h"
#include "synthesis/verify/cross_checked_verifier.h"
#include "synthesis/verify/logged_verifier.h"
#include "synthesis/verify/z3_verifier.h"
#include "tests/synthesis/verify/programs_of_task.h"

namespace gestalt::synthesis {
namespace {

namespace fs = std::filesystem;

/// Counts what it is asked, and answers what it is told.
class Told final : public Verifier {
 public:
  Told(Verdict verdict, int& asked) : verdict_(std::move(verdict)), asked_(asked) {}
  Verdict meets_train_pairs(const dsl::Domain&, const dsl::Examples&, const dsl::TermPool&,
                            dsl::TermId) override {
    ++asked_;
    return verdict_;
  }
  Answer ask(std::string_view, const ProgramOfTask&) override { return answer(); }
  Answer compare(const ProgramOfTask&, const ProgramOfTask&) override { return answer(); }

 private:
  Answer answer() {
    ++asked_;
    Answer answer;
    answer.verdict = verdict_;
    return answer;
  }

  Verdict verdict_;
  int& asked_;
};

const std::string kFlip = "(lambda (x) (flip_rows x))";
const std::string kTurn = "(lambda (x) (rotate_half x))";

TEST(Z3VerifierTest, ProvesTrainPairsAndLawsAndComparesPrograms) {
  const ProgramsOfTask programs(R"([[1,0],[2,0]])", R"([[2,0],[1,0]])", {kFlip, kTurn});
  const auto verifier = make_z3_verifier(bounded(2));
  const ProgramOfTask flip = programs[0];
  EXPECT_EQ(verifier->meets_train_pairs(flip.domain, flip.examples, flip.pool, flip.program),
            Verdict(Proved{}));
  const Answer law = verifier->ask("total", flip);
  EXPECT_TRUE(is_proved(law));
  EXPECT_EQ(law.bound, 2);
  EXPECT_EQ(law.on_train, true);
  EXPECT_NE(refutation(verifier->compare(flip, programs[1])), "");
}

TEST(Z3VerifierTest, ADifferenceOnATasksOwnInputCountsBeyondTheBound) {
  // The same up to 1x1, and on the train input, but not on the test input.
  const ProgramsOfTask programs(R"([[1,1]])", R"([[1,1]])",
                                {"(lambda (x) x)", "(lambda (x) (flip_columns x))"}, R"([[1,2]])");
  const auto verifier = make_z3_verifier(bounded(1));
  EXPECT_EQ(refutation(verifier->compare(programs[0], programs[1])), "{12}");
}

TEST(ExecutingVerifierTest, KnowsNothingOfLaws) {
  const ProgramsOfTask programs("[[1]]", "[[1]]", {kFlip});
  const auto verifier = make_executing_verifier();
  EXPECT_EQ(unknown_reason(verifier->ask("total", programs[0])), "programs are only run");
  EXPECT_TRUE(verifier->laws_of(programs[0].domain).empty());
}

TEST(CachedVerifierTest, AsksEachQuestionOnce) {
  const ProgramsOfTask programs("[[1]]", "[[1]]", {kFlip, kTurn});
  int asked = 0;
  const auto cached = make_cached(std::make_unique<Told>(Proved{}, asked));
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(is_proved(cached->ask("total", programs[0])));
    EXPECT_TRUE(is_proved(cached->ask("size", programs[0])));
    EXPECT_TRUE(is_proved(cached->ask("total", programs[1])));
    EXPECT_TRUE(is_proved(cached->compare(programs[0], programs[1])));
  }
  EXPECT_EQ(asked, 4);
  const ProgramsOfTask elsewhere("[[2]]", "[[2]]", {kFlip});
  EXPECT_TRUE(is_proved(cached->ask("total", elsewhere[0])));
  EXPECT_EQ(asked, 5);
}

TEST(CachedVerifierTest, RecallsWhatWasAsked) {
  const ProgramsOfTask programs("[[1]]", "[[1]]", {kFlip});
  int asked = 0;
  const auto cached = make_cached(std::make_unique<Told>(Proved{}, asked));
  EXPECT_FALSE(cached->recall("total", programs[0]).has_value());
  EXPECT_TRUE(is_proved(cached->ask("total", programs[0])));
  EXPECT_TRUE(is_proved(cached->recall("total", programs[0]).value()));
  EXPECT_FALSE(cached->recall("size", programs[0]).has_value());
  EXPECT_EQ(asked, 1);
}

/// Says when the last of its laws has been asked.
class Announcing final : public Verifier {
 public:
  explicit Announcing(std::atomic<int>& asked) : asked_(asked) {}
  Verdict meets_train_pairs(const dsl::Domain&, const dsl::Examples&, const dsl::TermPool&,
                            dsl::TermId) override {
    return Proved{};
  }
  std::vector<std::string> laws_of(const dsl::Domain&) override { return {"total", "size"}; }
  Answer ask(std::string_view property, const ProgramOfTask&) override {
    ++asked_;
    asked_.notify_all();
    Answer answer;
    answer.property = property;
    answer.verdict = Proved{};
    return answer;
  }

 private:
  std::atomic<int>& asked_;
};

TEST(BackgroundVerifierTest, KnowsTheLawsOfWhatItExpected) {
  std::atomic<int> asked{0};
  const auto background = make_background(make_cached(std::make_unique<Announcing>(asked)));
  const ProgramsOfTask kept("[[1]]", "[[1]]", {kFlip, kTurn});
  {  // the caller's terms may go
    const ProgramsOfTask programs("[[1]]", "[[1]]", {kFlip});
    const dsl::Examples examples = kept[0].examples;
    background->expect({kept[0].domain, examples, programs[0].pool, programs[0].program});
  }
  for (int seen = asked; seen < 2; seen = asked) asked.wait(seen);
  EXPECT_TRUE(is_proved(background->recall("size", kept[0]).value()));
  EXPECT_TRUE(is_proved(background->ask("total", kept[0])));
  EXPECT_EQ(asked, 2);
  EXPECT_FALSE(background->recall("total", kept[1]).has_value());
  EXPECT_TRUE(is_proved(background->ask("total", kept[1])));
  EXPECT_EQ(asked, 3);
}

TEST(BackgroundVerifierTest, AnswersAreThoseOfTheVerifierHoweverFarItCame) {
  const ProgramsOfTask programs(R"([[1,0],[2,0]])", R"([[2,0],[1,0]])", {kFlip, kTurn});
  const auto plain = make_z3_verifier(bounded(2));
  for (int round = 0; round < 4; ++round) {
    const auto background = make_background(make_cached(make_z3_verifier(bounded(2))));
    background->expect(programs[0]);
    background->expect(programs[1]);
    for (const std::string& law : background->laws_of(programs[0].domain)) {
      for (const std::size_t k : {0, 1}) {
        EXPECT_EQ(background->ask(law, programs[k]).verdict, plain->ask(law, programs[k]).verdict)
            << law;
      }
    }
    background->expect(programs[1]);  // and is not asked
  }
}

TEST(CrossCheckedVerifierTest, BelievesNothingThatTheOracleContradicts) {
  const ProgramsOfTask programs("[[1]]", "[[1]]", {kFlip});
  int asked = 0;
  const auto check = [&](Verdict verdict, Verdict oracle) {
    return make_cross_checked(std::make_unique<Told>(std::move(verdict), asked),
                              std::make_unique<Told>(std::move(oracle), asked))
        ->ask("total", programs[0]);
  };
  EXPECT_TRUE(is_proved(check(Proved{}, Proved{})));
  EXPECT_TRUE(is_proved(check(Proved{}, Unknown{"a limit"})));
  EXPECT_EQ(refutation(check(Refuted{"{1}"}, Unknown{"a limit"})), "{1}");
  const Answer wrong = check(Proved{}, Refuted{"{1}"});
  EXPECT_NE(unknown_reason(wrong).find("{1}"), std::string::npos);
  EXPECT_TRUE(wrong.irreproducible);
  EXPECT_NE(unknown_reason(check(Refuted{"{1}"}, Proved{})), "");
}

TEST(CrossCheckedVerifierTest, BothStrategiesOfTheSolverAgree) {
  const ProgramsOfTask programs("[[1]]", "[[1]]", {"(lambda (x) (crop_content x))", kFlip});
  ProverOptions other = bounded(2);
  other.strategy = Z3Strategy::kSmt;
  const auto verifier = make_cross_checked(make_z3_verifier(bounded(2)), make_z3_verifier(other));
  for (const std::string& law : verifier->laws_of(programs[0].domain)) {
    for (const std::size_t k : {0, 1}) {
      EXPECT_FALSE(verifier->ask(law, programs[k]).irreproducible) << law;
    }
  }
}

/// The answers of the stand-alone solver to all scripts of a folder, by their first line's status.
std::vector<std::string> replayed(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> answers;
  for (const fs::path& file : files) {
    const std::string out = file.string() + ".out";
    const std::string command =
        GESTALT_SOURCE_DIR "/.venv/bin/z3 " + file.string() + " > " + out + " 2>&1";
    if (std::system(command.c_str()) != 0) return {"z3 failed on " + file.string()};
    std::ifstream stream(out);
    std::string answer;
    std::getline(stream, answer);
    answers.push_back(answer);
  }
  return answers;
}

TEST(LoggedVerifierTest, ScriptsReplayInAStandAloneSolver) {
  if (!fs::exists(GESTALT_SOURCE_DIR "/.venv/bin/z3")) GTEST_SKIP() << "no stand-alone Z3";
  const fs::path folder = fs::temp_directory_path() / "gestalt-logged-verifier-test";
  fs::remove_all(folder);
  const ProgramsOfTask programs("[[1]]", "[[1]]", {"(lambda (x) (outline_8 x red))", kTurn});
  const auto verifier = make_logged(make_z3_verifier(bounded(2)), bounded(2), folder);
  EXPECT_TRUE(is_proved(verifier->ask("reflection", programs[0])));
  EXPECT_EQ(replayed(folder / "0001-reflection"),
            (std::vector<std::string>{"unsat", "unsat", "unsat", "unsat"}));
  EXPECT_NE(refutation(verifier->compare(programs[0], programs[1])), "");
  const auto last = replayed(folder / "0002-equals");
  ASSERT_FALSE(last.empty());
  EXPECT_EQ(last.back(), "sat");
  EXPECT_EQ(std::count(last.begin(), last.end(), "unsat"), std::ssize(last) - 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace gestalt::synthesis
