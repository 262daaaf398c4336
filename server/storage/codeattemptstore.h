// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/codeattempt.h"

#include <optional>
#include <vector>

namespace linnet {

//! \brief Which page of all attempts that there are.
struct CodeAttemptQuery
{
    Filter filter = {};
    CodeAttemptOrder order = {};
    std::optional<CodeAttemptPlace> after = {}; //!< Empty: from the beginning.
    int limit = 50;
};

//! \brief What became of the one-time codes that were made, for those who run the server.
class CodeAttemptStore
{
public:
    virtual ~CodeAttemptStore() = default;

    virtual Result<> add(const CodeAttempt &attempt) = 0;

    // What follows does nothing where there is no such attempt.

    virtual Result<> setGuesses(CodeAttemptId id, int guesses) = 0;
    virtual Result<> setUsed(CodeAttemptId id) = 0;
    //! Changes nothing about one that was used: then it did arrive, whatever was reported later.
    virtual Result<> setUndelivered(CodeAttemptId id) = 0;

    virtual Result<std::vector<CodeAttempt>> list(const CodeAttemptQuery &query) = 0;
    virtual Result<qint64> count(const Filter &filter) = 0;
    //! \return how those arrived that \p filter finds, for each kind of which any were sent.
    virtual Result<std::vector<CodeDelivery>> delivery(const Filter &filter) = 0;

    //! Removes what was requested before \p time.
    virtual Result<> removeBefore(Timestamp time) = 0;
};

} // namespace linnet
