// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/memberstore.h"

namespace linnet {

class SqlConnection;

class SqlMemberStore : public MemberStore
{
public:
    explicit SqlMemberStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Member> find(ConversationId conversation, UserId user) override;
    Result<std::vector<Member>> list(ConversationId conversation) override;
    Result<std::vector<MemberView>> listViews(ConversationId conversation, int most) override;
    Result<Member> add(ConversationId conversation, UserId user, Role role, Timestamp at) override;
    Result<Member> setRole(ConversationId conversation, UserId user, Role role) override;
    Result<Member> leave(ConversationId conversation, UserId user) override;
    Result<ReceiptAdvance> advanceDelivered(ConversationId conversation, UserId user,
                                            qint64 seq) override;
    Result<ReceiptAdvance> advanceRead(ConversationId conversation, UserId user, qint64 seq,
                                       Reading reading) override;
    Result<> noteReading(ConversationId conversation, const ReadingStep &reading) override;
    Result<std::vector<ReadingStep>> listReadings(ConversationId conversation, int limit) override;
    Result<ReceiptAdvance> readUnnoticed(ConversationId conversation, UserId user,
                                         qint64 seq) override;
    Result<> mute(ConversationId conversation, UserId user,
                  std::optional<Timestamp> until) override;
    Result<std::vector<Member>> listChanges(ConversationId conversation, qint64 change,
                                            int limit) override;
    Result<std::vector<Conversation>> listUndelivered(UserId user, ConversationId after,
                                                      int limit) override;
    Result<std::vector<ConversationId>> listLeft(UserId user) override;
    Result<std::vector<Companion>> listCompany(UserId user) override;
    Result<> hide(ConversationId conversation) override;
    Result<bool> unhide(ConversationId conversation, UserId user) override;

private:
    struct Cursors;
    struct Passage;
    Result<Passage> passage(ConversationId conversation, UserId user, qint64 seq);
    Result<Cursors> cursors(ConversationId conversation, UserId user);
    Result<qint64> countOwn(ConversationId conversation, UserId user, qint64 after, qint64 through);

    SqlConnection &m_connection;
};

} // namespace linnet
