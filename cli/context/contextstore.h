// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/context.h"
#include "common/core/result.h"

#include <functional>

namespace linnet::cli {

//! \brief Keeps contexts in a file that only its owner can read.
class ContextStore
{
public:
    explicit ContextStore(QString path)
        : m_path(std::move(path))
    {}

    //! \return where they are kept: $XDG_CONFIG_HOME/linnet/contexts.json.
    static QString usualPath();

    //! \return what is kept; nothing yet is no error.
    Result<Contexts> load() const;

    //! Lets \p change change what is kept, alone among all programs: others wait meanwhile. Nothing
    //! is written where it returns an error.
    Result<> update(const std::function<Result<>(Contexts &)> &change) const;

private:
    const QString m_path;
};

} // namespace linnet::cli
