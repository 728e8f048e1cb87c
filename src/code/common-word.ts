import { wordsOf } from './spelling.js';

/**
 * Whether a column's name says little by itself: a single word, or one that many tables have. Such a name is a use of
 * the column only next to its table.
 */
export function isCommonName(column: string): boolean {
  const words = wordsOf(column);
  return words.length < 2 || COMMON.has(words.join('_'));
}

const COMMON = new Set(
  (
    'created_at updated_at deleted_at created_on updated_on created_by updated_by deleted_by archived_at expires_at ' +
    'expired_at started_at ended_at finished_at completed_at published_at start_date end_date start_time end_time ' +
    'due_date birth_date first_name last_name full_name display_name user_name file_name phone_number email_address ' +
    'zip_code postal_code country_code street_address user_id account_id owner_id parent_id tenant_id customer_id ' +
    'organization_id org_id project_id team_id external_id order_id product_id item_id group_id is_active is_enabled ' +
    'is_deleted is_default is_public is_admin sort_order display_order error_message image_url avatar_url base_url ' +
    'api_key access_token refresh_token content_type mime_type file_size unit_price total_price total_amount time_zone ' +
    'last_seen last_login meta_data page_size request_id session_id'
  ).split(' '),
);

/** Whether a name stands in so many files that a search for it tells nothing. */
export function isEverydayName(column: string): boolean {
  const words = wordsOf(column);
  return COMMON.has(words.join('_')) || (words.length < 2 && EVERYDAY.has(words.join('')));
}

const EVERYDAY = new Set(
  (
    'id uuid name status type state value key data title code email user date time count total amount price description ' +
    'content body text note notes label kind level position order role active enabled deleted created updated url path ' +
    'file image color size number index version hash token password address city country phone group parent owner source ' +
    'target action event message result error config settings options params meta metadata tags category currency language'
  ).split(' '),
);
