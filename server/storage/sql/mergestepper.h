// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/mergestore.h"

namespace linnet {

class SqlConnection;

//! \brief Does one step of a merger: see MergeStore::advance().
class MergeStepper
{
public:
    MergeStepper(SqlConnection &connection, const Merger &merger, const MergeProgress &progress,
                 const MergeBounds &bounds);

    Result<MergeStep> run();

private:
    bool hasRoom() const;
    int rowsLeft() const { return m_bounds.rows - m_step.rows; }
    int looksLeft() const { return m_bounds.looks - m_looks; }

    Result<> doPart();
    Result<> takeSeats();
    Result<> moveMessages();
    Result<> moveReadings();
    Result<> moveBelongings();
    Result<> findConversation();
    Result<> finishMessages();
    void finishConversation();
    void begin(MergePhase phase, qint64 place);

    SqlConnection &m_connection;
    const Merger m_merger;
    const MergeBounds m_bounds;
    MergeStep m_step;
    int m_looks = 0;
};

} // namespace linnet
