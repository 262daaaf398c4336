// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/apiclient.h"
#include "common/core/clock.h"

#include <vector>

namespace linnet::cli {

//! \brief A message that is to be stored as one of the past.
struct HistoryItem
{
    QString sender; //!< An account's id.
    Timestamp at{};
    QString key; //!< The same one again means the same message.
    QString text; //!< What is stored where there is no file.
    QString file; //!< Where its file is; empty: none.
    QString fileName;
    QString caption; //!< What is stored beside the file.
};

//! \brief Sends messages of the past to a server, many at once, each with its file.
class HistorySender
{
public:
    enum class Mode { ForReal, Rehearsal };

    //! \brief Where messages go, and what they come from, for the audit log.
    struct Target
    {
        QString conversation;
        QString source;
    };

    //! \brief What came of it so far.
    struct Counts
    {
        qint64 stored = 0;
        qint64 there = 0; //!< They were stored before.
        qint64 files = 0; //!< Which the server has taken.
        qint64 refusedFiles = 0; //!< Which it would not have: the text says that there was one.
    };

    //! \p api outlives it.
    HistorySender(ApiClient &api, Target target, Mode mode)
        : m_api(api)
        , m_target(std::move(target))
        , m_mode(mode)
    {}

    //! Takes \p item, which comes after those before, and sends what has come together.
    Result<> add(HistoryItem item);
    //! Sends the rest.
    Result<> flush();

    const Counts &counts() const { return m_counts; }

private:
    Result<> sendFiles(QJsonArray &messages);
    Result<QString> sendFile(const HistoryItem &item);
    Result<QJsonObject> post(const QJsonArray &messages, Mode mode);

    ApiClient &m_api;
    const Target m_target;
    const Mode m_mode;
    std::vector<HistoryItem> m_items;
    qsizetype m_letters = 0; //!< Of the texts that wait.
    Counts m_counts;
};

} // namespace linnet::cli
