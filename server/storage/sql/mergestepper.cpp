// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/mergestepper.h"

#include "common/domain/conversation.h"
#include "server/storage/sql/belongingsmerge.h"
#include "server/storage/sql/conversationmerge.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/statement.h"

#include <algorithm>

namespace linnet {

namespace {

constexpr int RowsOfASeat = 4; //!< Both members, and the conversation that counts them.
constexpr qint64 Next = -1; //!< In the place of a message's number: the next conversation is due.

} // namespace

MergeStepper::MergeStepper(SqlConnection &connection, const Merger &merger,
                           const MergeProgress &progress, const MergeBounds &bounds)
    : m_connection(connection)
    , m_merger(merger)
    , m_bounds(bounds)
    , m_step{progress}
{}

Result<MergeStep> MergeStepper::run()
{
    while (hasRoom()) {
        if (const auto done = doPart(); !done)
            return done.error();
    }
    return std::move(m_step);
}

bool MergeStepper::hasRoom() const
{
    const bool isOver = m_step.progress.phase >= MergePhase::Identity;
    return !isOver && rowsLeft() > 0 && looksLeft() > 0
        && m_step.conversations.size() < size_t(m_bounds.conversations);
}

Result<> MergeStepper::doPart()
{
    switch (m_step.progress.phase) {
    case MergePhase::Seats:
        return takeSeats();
    case MergePhase::Messages:
        return m_step.progress.place == Next ? findConversation() : moveMessages();
    case MergePhase::Readings:
        return moveReadings();
    case MergePhase::Belongings:
        return moveBelongings();
    case MergePhase::Identity:
    case MergePhase::Counting:
        break;
    }
    return {};
}

void MergeStepper::begin(MergePhase phase, qint64 place)
{
    m_step.progress.phase = phase;
    m_step.progress.place = place;
}

Result<> MergeStepper::takeSeats()
{
    MergeProgress &progress = m_step.progress;
    const int limit = std::clamp(rowsLeft() / RowsOfASeat, 1,
                                 m_bounds.conversations - int(m_step.conversations.size()));
    const auto conversations =
        Statement(m_connection, R"(
        SELECT conversation_id FROM member WHERE user_id = ? AND conversation_id > ?
        ORDER BY conversation_id LIMIT ?)")
            .bind(m_merger.from, progress.conversation, limit)
            .fetch([](const SqlRow &row) { return row.id<ConversationId>(0); });
    if (!conversations)
        return conversations.error();
    for (const ConversationId id : *conversations) {
        if (auto taken = takeSeat(m_connection, id, m_merger); !taken)
            return taken;
        m_step.conversations.push_back(id);
        m_step.rows += RowsOfASeat;
        progress.conversation = id;
    }
    if (conversations->empty()) {
        begin(MergePhase::Messages, Next);
        progress.conversation = ConversationId();
    }
    return {};
}

//! The chat of the two stays as it is: its seat alone was not taken.
Result<> MergeStepper::findConversation()
{
    MergeProgress &progress = m_step.progress;
    const auto next = Statement(m_connection, R"(
        SELECT conversation_id FROM member
        WHERE user_id = ? AND conversation_id > ? AND left_seq IS NOT NULL
        ORDER BY conversation_id LIMIT 1)")
                          .bind(m_merger.from, progress.conversation)
                          .one([](const SqlRow &row) { return row.id<ConversationId>(0); });
    if (!next)
        return next.error();
    const std::optional<ConversationId> &found = *next;
    if (found) {
        progress.place = 0;
        progress.conversation = *found;
    } else {
        begin(MergePhase::Belongings, 0);
        progress.conversation = ConversationId();
    }
    return {};
}

Result<> MergeStepper::moveMessages()
{
    MergeProgress &progress = m_step.progress;
    const auto moved =
        linnet::moveMessages(m_connection, progress.conversation, m_merger,
                             {.after = progress.place, .looks = looksLeft(), .rows = rowsLeft()});
    if (!moved)
        return moved.error();
    m_looks += int(std::max<qint64>(moved->through - progress.place, 1));
    m_step.rows += int(moved->messages.size());
    m_step.messages.insert(m_step.messages.end(), moved->messages.begin(), moved->messages.end());
    progress.place = moved->through;
    return moved->isEnd ? finishMessages() : Result<>();
}

Result<> MergeStepper::finishMessages()
{
    const auto isDirect = Statement(m_connection, "SELECT kind = ? FROM conversation WHERE id = ?")
                              .bind(toCode(ConversationKind::Direct), m_step.progress.conversation)
                              .one([](const SqlRow &row) { return row.number(0) != 0; });
    if (!isDirect)
        return isDirect.error();
    if (isDirect->value_or(false))
        begin(MergePhase::Readings, 0);
    else
        finishConversation();
    return {};
}

Result<> MergeStepper::moveReadings()
{
    MergeProgress &progress = m_step.progress;
    const auto moved = linnet::moveReadings(m_connection, progress.conversation, m_merger,
                                            progress.place, std::min(looksLeft(), rowsLeft()));
    if (!moved)
        return moved.error();
    m_looks += moved->looks;
    m_step.rows += moved->rows;
    progress.place = moved->through;
    if (!moved->isEnd)
        return {};
    if (auto given = giveUpSeat(m_connection, progress.conversation, m_merger.from); !given)
        return given;
    ++m_step.rows;
    finishConversation();
    return {};
}

void MergeStepper::finishConversation()
{
    m_step.conversations.push_back(m_step.progress.conversation);
    begin(MergePhase::Messages, Next);
}

Result<> MergeStepper::moveBelongings()
{
    MergeProgress &progress = m_step.progress;
    auto moved = linnet::moveBelongings(m_connection, m_merger, progress.place, rowsLeft());
    if (!moved)
        return moved.error();
    m_step.rows += moved->rows;
    m_step.conversations.insert(m_step.conversations.end(), moved->conversations.begin(),
                                moved->conversations.end());
    progress.place = moved->place;
    if (moved->isEnd)
        begin(MergePhase::Identity, 0);
    return {};
}

} // namespace linnet
