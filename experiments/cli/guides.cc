#include "experiments/cli/guides.h"

#include <fmt/format.h>

#include <filesystem>

#include "experiments/cli/repository.h"
#include "experiments/cli/training_data.h"
#include "neural/load.h"
#include "neural/serve/net_scorer.h"
#include "synthesis/rank/corpus_costs.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;
using synthesis::Ranking;

/// The path of something that comes with Gestalt.
Result<std::string> repository_path(const char* comes_with) {
  const auto root = repository_with(comes_with);
  if (!root) return tl::unexpected(root.error());
  return (*root / comes_with).string();
}

/// The path that the name of a guide stands for.
Result<std::string> path_of(const std::string& name) {
  if (name == "default") return repository_path("neural/checkpoints/grid.net");
  if (name == "folds") return repository_path("neural/checkpoints/folds");
  return name;
}

/// Digest of a text with a file's bytes behind it.
Result<std::string> digest_after(const std::string& text, const std::string& file) {
  const auto bytes = tasks::read_text_file(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return dsl::to_string(dsl::digest_text(text + *bytes));
}

/// That its configuration left out this fold of so many.
Result<void> check_fold(const neural::GuideCheckpoint& opened, int fold, int folds) {
  const auto training = parse_training(opened.checkpoint.config, opened.file);
  if (!training) return tl::unexpected(training.error());
  if (training->folds == folds && training->fold == fold) return {};
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("was trained without fold {} of {}, not without fold {} of {}",
                          training->fold, training->folds, fold, folds),
              opened.file);
}

}  // namespace

Result<void> Guides::add_network(neural::GuideCheckpoint opened) {
  const auto module = neural::load();
  if (!module) return tl::unexpected(module.error());
  auto guide = neural::make_net_guide(*module, std::move(opened));
  if (!guide) return tl::unexpected(guide.error());
  all_.push_back(*std::move(guide));
  return {};
}

Result<void> Guides::add_checkpoint(neural::GuideCheckpoint opened) {
  auto digest = digest_after(checkpoint_, opened.file);
  if (!digest) return tl::unexpected(digest.error());
  checkpoint_ = *std::move(digest);
  return add_network(std::move(opened));
}

Result<void> Guides::add_folds(const std::string& folder) {
  const auto file = [&](int fold) {
    return (fs::path(folder) / fmt::format("fold{}.net", fold)).string();
  };
  int folds = 0;
  while (fs::exists(file(folds))) ++folds;
  if (folds < 2) {
    return fail(ErrorCode::kNotFound, "has no networks of folds: fold0.net, fold1.net, ...",
                folder);
  }
  by_ = By::kFold;
  for (int fold = 0; fold < folds; ++fold) {
    auto opened = neural::open_guide(file(fold));
    if (!opened) return tl::unexpected(opened.error());
    if (auto right = check_fold(*opened, fold, folds); !right) return right;
    if (auto added = add_checkpoint(*std::move(opened)); !added) return added;
  }
  return {};
}

Result<Guides> Guides::make(const std::string& name) {
  Guides guides;
  if (name == "none" || name == "uniform") {
    guides.checkpoint_ = name;
    guides.all_.push_back(name == "none" ? synthesis::make_record_guide()
                                         : synthesis::make_uniform_guide());
    return guides;
  }
  if (name == "corpus") {
    guides.checkpoint_ = name;
    guides.by_ = By::kRanking;
    for (const Ranking fit : {Ranking::kAll, Ranking::kEvenHalf, Ranking::kOddHalf}) {
      guides.all_.push_back(synthesis::make_corpus_guide(fit));
    }
    return guides;
  }
  if (name == "untrained") {
    const auto domain = tasks::find_domain("grid");
    if (!domain) return tl::unexpected(domain.error());
    const auto added = guides.add_network(neural::untrained_guide(**domain));
    if (!added) return tl::unexpected(added.error());
    guides.checkpoint_ = name;
    return guides;
  }
  const auto file = path_of(name);
  if (!file) return tl::unexpected(file.error());
  std::error_code status;
  Result<void> added;
  if (fs::is_directory(*file, status)) {
    added = guides.add_folds(*file);
  } else {
    // What is wrong with the file is said before LibTorch is loaded, and where there is none.
    auto opened = neural::open_guide(*file);
    if (!opened) return tl::unexpected(opened.error());
    added = guides.add_checkpoint(*std::move(opened));
  }
  if (!added) return tl::unexpected(added.error());
  return guides;
}

synthesis::Guide& Guides::of(std::string_view task, Ranking fitted_on) const {
  if (by_ == By::kFold) {
    return *all_[static_cast<std::size_t>(fold_of(task, static_cast<int>(all_.size())))];
  }
  return *all_[by_ == By::kRanking ? static_cast<std::size_t>(fitted_on) : 0];
}

Result<LoadedScorer> load_scorer(const std::string& name) {
  if (name == "none") return LoadedScorer();
  const auto file = name == "default" ? repository_path("neural/checkpoints/scorer.net")
                                      : Result<std::string>(name);
  if (!file) return tl::unexpected(file.error());
  auto opened = neural::open_scorer(*file);
  if (!opened) return tl::unexpected(opened.error());
  auto digest = digest_after("", *file);
  if (!digest) return tl::unexpected(digest.error());
  const auto module = neural::load();
  if (!module) return tl::unexpected(module.error());
  auto scorer = neural::make_net_scorer(*module, *std::move(opened));
  if (!scorer) return tl::unexpected(scorer.error());
  return LoadedScorer{*std::move(scorer), *std::move(digest)};
}

}  // namespace gestalt::experiments
