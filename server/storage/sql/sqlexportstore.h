// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/exportstore.h"

namespace linnet {

class SqlConnection;

//! \brief Reads what an export of all of a server is made of, page by page.
class SqlExportStore : public ExportStore
{
public:
    explicit SqlExportStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<std::vector<Conversation>> listConversations(ConversationId after, int limit) override;
    Result<std::vector<ExportedMember>> listMembers(ConversationId conversation, UserId after,
                                                    int limit) override;
    Result<std::vector<Message>> listMessages(ConversationId conversation, qint64 after,
                                              int limit) override;
    Result<std::vector<Media>> listFiles(MediaId after, int limit) override;
    Result<std::vector<Block>> listBlocks(const Block &after, int limit) override;
    Result<std::vector<Friendship>> listFriendships(FriendshipId after, int limit) override;
    Result<std::vector<ExportedReading>> listReadings(ConversationId conversation,
                                                      const ReadingStep &after, int limit) override;
    Result<std::vector<Star>> listStars(ConversationId conversation, const Star &after,
                                        int limit) override;
    Result<std::vector<Friendship>> listFriendshipsOf(UserId user, FriendshipId after,
                                                      int limit) override;
    Result<std::vector<Block>> listBlocksBy(UserId user, UserId after, int limit) override;
    Result<std::vector<ExportedMember>> listMembershipsOf(UserId user, ConversationId after,
                                                          int limit) override;
    Result<std::vector<Star>> listStarsOf(UserId user, const Star &after, int limit) override;
    Result<std::vector<ExportedReading>> listReadingsOf(UserId user, const ExportedReading &after,
                                                        int limit) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
